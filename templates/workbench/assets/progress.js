// The progress of a batch, looked at again every two seconds until it is over; without it there is a link.
"use strict";
(() => {
  const look = async () => {
    if (!document.querySelector("#progress[data-running]")) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) {
        const found = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const id of ["progress", "results"]) {
          const fresh = found.getElementById(id);
          if (fresh) document.getElementById(id).replaceChildren(...fresh.childNodes);
        }
        if (!found.querySelector("#progress[data-running]")) {
          document.getElementById("progress").removeAttribute("data-running");
        }
      }
    } catch {
      // away for a moment: looked at again
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
})();
