/* Shows the button that prints the page. */
const button = document.querySelector("[data-print] button");
button.hidden = false;
button.addEventListener("click", () => print());
