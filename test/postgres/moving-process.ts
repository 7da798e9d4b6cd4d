// A process that moves a store and is killed behind so many steps, as nothing but the system itself could.
import { moveStore } from "@footnote/store";

const [directory = "", url = "", steps = ""] = process.argv.slice(2);
let done = 0;
await moveStore(directory, url, () => {
  done += 1;
  if (done === Number(steps)) process.kill(process.pid, "SIGKILL");
});
