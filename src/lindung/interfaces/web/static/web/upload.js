// Sending files: folders' names with their files, dropping, and a state that keeps itself up to date.
(() => {
  const form = document.querySelector("[data-upload]");
  if (form) {
    form.addEventListener("submit", () => {
      const chosen = [...form.elements.folder.files];
      form.elements.alamat.value = chosen.map((file) => file.webkitRelativePath || file.name).join("\n");
      form.querySelector("button").disabled = true;
    });
    addEventListener("pageshow", () => { form.querySelector("button").disabled = false; });
    const zone = form.querySelector("[data-drop]");
    for (const kind of ["dragover", "dragleave", "drop"]) {
      zone.addEventListener(kind, (event) => {
        zone.classList.toggle("over", kind === "dragover");
        if (kind === "dragleave" || event.target.type === "file") return;
        event.preventDefault();
        if (kind === "drop" && event.dataTransfer.files.length) form.elements.berkas.files = event.dataTransfer.files;
      });
    }
  }
  const state = document.querySelector("[data-state]");
  if (!state) return;
  const look = async () => {
    try {
      const answer = await fetch(state.dataset.state, { headers: { accept: "application/json" } });
      if (!answer.ok || answer.redirected) return location.reload();
      const said = await answer.json();
      if (said.ended) return location.reload();
      const words = state.querySelector("[role=status]");
      if (words.textContent !== said.says) words.textContent = said.says;
      state.querySelector("progress").value = said.read;
    } catch { /* no connection for now: the job goes on without us */ }
    setTimeout(look, 1500);
  };
  setTimeout(look, 700);
})();
