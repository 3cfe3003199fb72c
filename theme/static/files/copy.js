/* Shows the button beside each address that can be copied, and copies it. */
for (const row of document.querySelectorAll("[data-copy]")) {
  const [field, button] = [row.querySelector("input"), row.querySelector("button")];
  const done = row.parentElement.querySelector("[role=status]");
  field.value = new URL(field.getAttribute("value"), location.href);
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.setAttribute("aria-describedby", field.id);
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    done.hidden = false;
  });
}
