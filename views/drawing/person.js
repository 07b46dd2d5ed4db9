// Who is signed in, with the way out; or the way in. Both leave this page for one of the server's own.
// Where a visit has ended the browser goes to the sign-in page, which comes back to where it was.
function signIn() {
  const here = window.location.pathname.replace(/.*\//, "") + window.location.search;
  return new URL("signin?next=" + encodeURIComponent(here), window.location.href).href;
}

function wayIn(words) {
  const link = build(["a", {}, [words.sign_in]]);
  link.href = signIn();
  return link;
}

function wayOut(words) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = new URL("signout", window.location.href).href;
  form.append(build(["button", { class: "out" }, [words.sign_out]]));
  return form;
}

export default function (component) {
  const { leave, person, words, ways } = component.data[0];
  if (leave) return window.location.replace(signIn());
  const root = ground(component, "sheet");
  const bar = build(["div", { class: "person" }, []]);
  if (person) {
    bar.append(build(["span", { class: "name" }, [person.name]]), build(["span", { class: "tag" }, [person.role]]), wayOut(words));
  } else if (ways) {
    bar.append(wayIn(words));
  }
  root.replaceChildren(bar);
  return undefined;
}
