// Passkeys: the browser makes or uses one when its button is pressed, and the form carries what it said.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-passkey]");
  if (!button || !window.PublicKeyCredential) return;
  const form = button.closest("form"), asked = form.dataset.passkeyMake || form.dataset.passkeySign;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const words = (data) => btoa(String.fromCharCode(...new Uint8Array(data))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const key = JSON.parse(asked).publicKey, named = (one) => ({ ...one, id: bytes(one.id) });
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of ["excludeCredentials", "allowCredentials"]) if (key[list]) key[list] = key[list].map(named);
  if (!form.reportValidity()) return;
  try {
    const said = await navigator.credentials[form.dataset.passkeyMake ? "create" : "get"]({ publicKey: key });
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (said.response[name]) response[name] = words(said.response[name]);
    form.elements.kunci.value = JSON.stringify({ id: said.id, rawId: words(said.rawId), type: said.type, response, clientExtensionResults: {} });
    form.submit();
  } catch { button.focus(); }
});
