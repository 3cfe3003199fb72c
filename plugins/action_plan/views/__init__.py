"""Views: what each page shows, as pure functions of the records. Templates only print them."""
