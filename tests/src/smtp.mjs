// A real mail server (Nodemailer's) on loopback, as the tests of sending need it. What it gets is printed, a line of
// JSON for each mail. How it behaves is in its one argument; what it refuses goes by the address. See smtp.rs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const asked = JSON.parse(process.argv[2]);
const { SMTPServer } = createRequire(asked.modules)('smtp-server');
const refuse = (code, words) => Object.assign(new Error(words), { responseCode: code });
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const server = new SMTPServer({
  name: 'mail.test',
  secure: asked.security === 'tls',
  ...(asked.cert ? { cert: readFileSync(asked.cert), key: readFileSync(asked.key) } : {}),
  disabledCommands: asked.security === 'plain' ? ['STARTTLS'] : [],
  authOptional: asked.password === undefined,
  allowInsecureAuth: false,
  disableReverseLookup: true,
  size: 400_000,
  onAuth: (login, session, done) => {
    say({ login: true, secure: session.secure });
    if (login.username === 'ada' && login.password === asked.password) done(null, { user: 'ada' });
    else done(refuse(535, `no entry for ${login.password}`));
  },
  onMailFrom: (address, session, done) =>
    done(address.address.startsWith('stranger@') ? refuse(553, 'sender not owned by user') : null),
  onRcptTo: (address, session, done) => {
    if (address.address.startsWith('nobody@')) return done(refuse(550, 'no such user'));
    if (address.address.startsWith('later@')) return done(refuse(451, 'greylisted'));
    return done();
  },
  onData: (stream, session, done) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      if (stream.sizeExceeded) return done(refuse(552, 'message exceeds fixed maximum message size'));
      say({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((to) => to.address),
        hello: session.hostNameAppearsAs,
        secure: session.secure,
        message: Buffer.concat(parts).toString('base64'),
      });
      return done();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
