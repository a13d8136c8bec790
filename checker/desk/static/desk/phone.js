// Hands over what stands behind the # of the address: a browser does not send that by itself.
(() => {
  'use strict';
  const form = document.getElementById('hand-over');
  if (!form) return;
  const empty = document.getElementById('empty');
  const handOver = () => {
    const sealed = location.hash.slice(1);
    const isCode = /^[\w-]+$/.test(sealed);
    empty.hidden = isCode;
    form.hidden = !isCode;
    if (!isCode) return;
    form.elements.sealed.value = sealed;
    form.submit();
  };
  // Another code in a page that is open changes the address alone.
  addEventListener('hashchange', handOver);
  handOver();
})();
