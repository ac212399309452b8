// An SMTP server as providers run them: STARTTLS, then a name and a password. `node smtp.mjs KEY CERTIFICATE` prints its port,
// then each mail as one line of JSON.
import { readFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const server = new SMTPServer({
  key,
  cert,
  authMethods: ["PLAIN", "LOGIN"],
  onAuth(auth, session, done) {
    const right = session.secure && auth.username === "foyer" && auth.password === "postage";
    done(right ? null : new Error("Wrong name or password"), right ? { user: auth.username } : undefined);
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      const source = Buffer.concat(parts).toString("latin1");
      console.log(JSON.stringify({ to, secure: session.secure, user: session.user, source }));
      done();
    });
  },
});
server.on("error", (error) => console.error(error.message));
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
