// Passkeys: the browser makes one or signs with one, and the form carries its answer. Without it, codes of an app work.
(() => {
  'use strict';
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
  const toText = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const withBytes = options => {
    const publicKey = {...options, challenge: toBytes(options.challenge)};
    if (options.user) publicKey.user = {...options.user, id: toBytes(options.user.id)};
    for (const list of ['excludeCredentials', 'allowCredentials']) {
      if (options[list]) publicKey[list] = options[list].map(entry => ({...entry, id: toBytes(entry.id)}));
    }
    return publicKey;
  };
  const toAnswer = credential => {
    const response = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    const {id, type} = credential;
    return JSON.stringify({id, type, rawId: toText(credential.rawId), response, clientExtensionResults: {}});
  };
  for (const hint of document.querySelectorAll('[data-without-passkeys]')) hint.hidden = true;
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const complaint = form.querySelector('[role=alert]');
      complaint.hidden = true;
      try {
        const publicKey = withBytes(JSON.parse(form.dataset.options));
        form.elements.credential.value = toAnswer(await navigator.credentials[form.dataset.passkey]({publicKey}));
      } catch {
        complaint.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
