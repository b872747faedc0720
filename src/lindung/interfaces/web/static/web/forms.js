// How many digits stand in a field that expects so many. Only a help: the server counts by itself.
for (const field of document.querySelectorAll("[data-digits]")) {
  const said = document.getElementById(field.id + "-hitung");
  const count = () => { said.textContent = said.dataset.said.replace("{n}", String(field.value.replace(/\D/g, "").length)); };
  field.addEventListener("input", count);
  count();
}
