/* Shows the button that prints the page, and fills in today's date where a link opens a form. */
const button = document.querySelector("[data-print] button");
button.hidden = false;
button.addEventListener("click", () => print());
for (const link of document.querySelectorAll("[data-today]")) {
  /* Sweden writes dates as forms want them: 2024-09-17. */
  link.href += `&date=${new Date().toLocaleDateString("sv", { timeZone: link.dataset.today })}`;
}
