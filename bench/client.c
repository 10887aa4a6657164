/*
 * The load client: many websockets on one epoll, in one process that is pinned to a core of its own.
 *
 * It is no second client of the wire: it checks nothing and keeps no table (companion/client does), so that ten thousand
 * sockets cost it less than they cost the server that is measured.
 *
 *   client watch PORT PATH COUNT STALLED FIRST COOKIES   watch what a server broadcasts
 *   client join  PORT COUNT AT WS_PATH PAGE ASSET...     arrive as COUNT phones at once
 *
 * FIRST is the first message of every socket, or "-"; COOKIES a file with one Cookie header a line, or "-".
 * STALLED sockets never read. Times are nanoseconds of CLOCK_MONOTONIC, which Python's time.monotonic_ns() reads too.
 *
 * `watch` prints one line when all are connected and then obeys lines on its standard input:
 *   go                    send a text on the first socket; prints the time
 *   wait VERSION SECONDS  until every reading socket has that version; prints missing p50 p99 max (times)
 *   latency FILE          FILE has lines "VERSION TIME"; prints pairs missing p50 p99 max (ns) from that time to each socket
 *   frames                prints frames and bytes received so far
 *   quit
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SOURCES 8          /* client addresses 127.0.0.2 and up: one address has too few ports for repeated runs */
#define AT_ONCE 256        /* handshakes in flight */
#define HEAD 64            /* bytes kept of each frame: the version is among them */
#define RESPONSE (1 << 17) /* bytes kept of a response while its end is awaited */
#define PATIENCE 60e9

enum phase { IDLE, CONNECTING, FETCHING, UPGRADING, OPEN, CLOSED };

struct seen {
    int64_t at;
    int64_t version;
};

struct client {
    int fd, number;
    enum phase phase;
    int stalled;
    /* the response that is being read */
    char *text;
    int length;
    long wanted;
    int step;
    int64_t began;
    char cookie[512];
    /* the frame that is being read */
    uint8_t header[10];
    int header_length;
    uint64_t left;
    int opcode;
    char head[HEAD + 1];
    int head_length;
    /* versions that were seen */
    int64_t version;
    struct seen *seen;
    long seen_count, seen_room;
    long frames;
};

static int poller, port, count, stalled, opened, failed, done;
static struct client *clients;
static const char *first = "-", *ws_path, **steps;
static int step_count;
static char **cookies;
static long total_frames, total_bytes;
static int64_t *latencies;
static uint8_t buffer[1 << 18];

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int ascending(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void want(struct client *c, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event) < 0) die("epoll_ctl");
}

static void drop(struct client *c) {
    if (c->phase == CLOSED) return;
    if (c->phase != OPEN) failed++;
    close(c->fd);
    c->phase = CLOSED;
}

static void start(struct client *c) {
    int one = 1, small = 4096;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (c->fd < 0) die("socket");
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (c->stalled) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002 + c->number % SOURCES)};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(0x7f000001)};
    if (bind(c->fd, (void *)&from, sizeof from) < 0) die("bind");
    if (connect(c->fd, (void *)&to, sizeof to) < 0 && errno != EINPROGRESS) die("connect");
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = c};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event) < 0) die("epoll_ctl");
    c->phase = CONNECTING;
    c->length = 0;
    c->wanted = -1;
    if (!c->text && !(c->text = malloc(RESPONSE))) die("malloc");
}

static void send_all(struct client *c, const void *data, size_t size) {
    if (send(c->fd, data, size, MSG_NOSIGNAL) != (ssize_t)size) drop(c);
}

static void send_text(struct client *c, const char *text) {
    size_t size = strlen(text), start = 2;
    uint8_t frame[1024] = {0x81}, mask[4] = {1, 2, 3, 4};
    if (size > 1000) die("message");
    if (size < 126) {
        frame[1] = 0x80 | size;
    } else {
        frame[1] = 0x80 | 126;
        frame[2] = size >> 8;
        frame[3] = size & 255;
        start = 4;
    }
    memcpy(frame + start, mask, 4);
    for (size_t i = 0; i < size; i++) frame[start + 4 + i] = text[i] ^ mask[i & 3];
    send_all(c, frame, start + 4 + size);
}

static void request(struct client *c) {
    char text[2048];
    const char *cookie = cookies ? cookies[c->number] : c->cookie;
    int n;
    if (c->step < step_count) {
        c->phase = FETCHING;
        n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept-Encoding: gzip\r\n%s%s%s\r\n",
                     steps[c->step], port, *cookie ? "Cookie: " : "", cookie, *cookie ? "\r\n" : "");
    } else {
        c->phase = UPGRADING;
        n = snprintf(text, sizeof text,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s%s\r\n",
                     ws_path, port, *cookie ? "Cookie: " : "", cookie, *cookie ? "\r\n" : "");
    }
    c->length = 0;
    c->wanted = -1;
    want(c, EPOLLIN);
    send_all(c, text, n);
}

static void remember(struct client *c, int64_t version, int64_t at) {
    if (version <= c->version) return;
    c->version = version;
    if (c->seen_count == c->seen_room) {
        c->seen_room = c->seen_room ? 2 * c->seen_room : 64;
        if (!(c->seen = realloc(c->seen, c->seen_room * sizeof *c->seen))) die("realloc");
    }
    c->seen[c->seen_count++] = (struct seen){at, version};
}

static void end_of_frame(struct client *c, int64_t at) {
    c->head[c->head_length] = 0;
    c->header_length = 0;
    total_frames++;
    c->frames++;
    if (c->opcode == 8) {
        drop(c);
    } else if (c->opcode == 1) {
        char *v = strstr(c->head, "\"v\":");
        if (v) remember(c, atoll(v + 4), at);
        /* Whoever joins is there when the second message, after hello, has come whole. */
        if (steps && c->frames == 2) {
            latencies[done++] = at - c->began;
        }
    }
}

static void feed(struct client *c, const uint8_t *data, long size, int64_t at) {
    while (size > 0 && c->phase == OPEN) {
        if (c->left == 0) {
            c->header[c->header_length++] = *data++;
            size--;
            if (c->header_length < 2) continue;
            int length = c->header[1], more = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (c->header_length < 2 + more) continue;
            c->opcode = c->header[0] & 15;
            c->left = more ? 0 : length;
            for (int i = 0; i < more; i++) c->left = c->left << 8 | c->header[2 + i];
            c->head_length = 0;
            if (c->left == 0) end_of_frame(c, at);
            continue;
        }
        long part = (uint64_t)size < c->left ? size : (long)c->left;
        int keep = HEAD - c->head_length < part ? HEAD - c->head_length : part;
        memcpy(c->head + c->head_length, data, keep);
        c->head_length += keep;
        data += part;
        size -= part;
        c->left -= part;
        if (c->left == 0) end_of_frame(c, at);
    }
}

static void upgraded(struct client *c, char *end, int64_t at) {
    if (strncmp(c->text, "HTTP/1.1 101", 12)) {
        fprintf(stderr, "refused: %.80s\n", c->text);
        drop(c);
        return;
    }
    c->phase = OPEN;
    opened++;
    if (strcmp(first, "-")) send_text(c, first);
    long rest = c->length - (end - c->text);
    if (rest > 0) feed(c, (uint8_t *)end, rest, at);
    free(c->text);
    c->text = NULL;
    if (c->stalled && c->phase == OPEN) want(c, 0);
}

static void fetched(struct client *c) {
    char *cookie = strcasestr(c->text, "\r\nset-cookie: ");
    if (cookie && !*c->cookie) {
        cookie += 14;
        int n = strcspn(cookie, ";\r");
        if (n < (int)sizeof c->cookie) {
            memcpy(c->cookie, cookie, n);
            c->cookie[n] = 0;
        }
    }
    c->step++;
    if (c->step < step_count) {
        request(c);
        return;
    }
    close(c->fd); /* browsers open another connection for the websocket */
    start(c);
}

static void respond(struct client *c, long size, int64_t at) {
    if (c->length + size >= RESPONSE) {
        fprintf(stderr, "response too long\n");
        drop(c);
        return;
    }
    memcpy(c->text + c->length, buffer, size);
    c->length += size;
    c->text[c->length] = 0;
    char *end = strstr(c->text, "\r\n\r\n");
    if (!end) return;
    end += 4;
    if (c->phase == UPGRADING) {
        upgraded(c, end, at);
        return;
    }
    if (c->wanted < 0) {
        char *length = strcasestr(c->text, "content-length:");
        if (strncmp(c->text, "HTTP/1.1 200", 12) || !length || length > end) {
            fprintf(stderr, "refused: %.80s\n", c->text);
            drop(c);
            return;
        }
        c->wanted = atol(length + 15);
    }
    if (c->length - (end - c->text) >= c->wanted) fetched(c);
}

static void handle(struct client *c) {
    if (c->phase == CONNECTING) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) drop(c);
        else request(c);
        return;
    }
    long size = recv(c->fd, buffer, sizeof buffer, 0);
    int64_t at = now();
    if (size < 0 && errno == EAGAIN) return;
    if (size > 0) total_bytes += size;
    if (size <= 0) drop(c);
    else if (c->phase == OPEN) feed(c, buffer, size, at);
    else respond(c, size, at);
}

static void turn(int milliseconds) {
    static struct epoll_event events[1024];
    int n = epoll_wait(poller, events, 1024, milliseconds);
    for (int i = 0; i < n; i++) {
        struct client *c = events[i].data.ptr;
        if (c->phase != CLOSED) handle(c);
    }
}

static void prepare(void) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    poller = epoll_create1(0);
    clients = calloc(count, sizeof *clients);
    latencies = malloc(sizeof *latencies * (count + 1));
    if (poller < 0 || !clients || !latencies) die("prepare");
    for (int i = 0; i < count; i++) clients[i] = (struct client){.fd = -1, .number = i, .stalled = i >= count - stalled};
}

/* Everybody who reads has the state; stalled sockets need not. */
static int joined(void) {
    int n = 0;
    for (int i = 0; i < count; i++) n += clients[i].phase == OPEN && (clients[i].version || clients[i].stalled);
    return n;
}

static void connect_all(void) {
    int64_t began = now();
    int next = 0;
    while (opened + failed < count && now() - began < PATIENCE) {
        while (next < count && next - opened - failed < AT_ONCE) start(&clients[next++]);
        turn(100);
    }
    while (strcmp(first, "-") && joined() < opened && now() - began < PATIENCE) turn(10);
    printf("%d %d %ld\n", opened, failed, (long)(now() - began));
}

static void wait_for(int64_t version, double seconds) {
    int64_t until = now() + (int64_t)(seconds * 1e9);
    int missing = count, found = 0;
    while (missing && now() < until) {
        turn(1);
        missing = 0;
        for (int i = 0; i < count && !missing; i++)
            missing += !clients[i].stalled && clients[i].phase == OPEN && clients[i].version < version;
    }
    missing = 0;
    for (int i = 0; i < count; i++) {
        struct client *c = &clients[i];
        if (c->stalled) continue;
        long k = c->seen_count;
        while (k > 0 && c->seen[k - 1].version >= version) k--;
        if (k < c->seen_count) latencies[found++] = c->seen[k].at;
        else missing++;
    }
    qsort(latencies, found, sizeof *latencies, ascending);
    if (!found) latencies[found++] = 0;
    printf("%d %ld %ld %ld\n", missing, (long)latencies[found / 2], (long)latencies[(long)(found * 0.99)],
           (long)latencies[found - 1]);
}

static void measure(const char *path) {
    FILE *file = fopen(path, "r");
    long room = 1024, n = 0, pairs = 0, missing = 0;
    struct seen *sent = malloc(room * sizeof *sent);
    if (!file || !sent) die(path);
    long version, at;
    while (fscanf(file, "%ld %ld", &version, &at) == 2) {
        if (n == room && !(sent = realloc(sent, (room *= 2) * sizeof *sent))) die("realloc");
        sent[n++] = (struct seen){at, version};
    }
    fclose(file);
    int64_t *found = malloc(sizeof *found * (n * count + 1));
    if (!found) die("malloc");
    for (int i = 0; i < count; i++) {
        struct client *c = &clients[i];
        long k = 0;
        if (c->stalled) continue;
        for (long j = 0; j < n; j++) { /* both lists are in the order of versions */
            while (k < c->seen_count && c->seen[k].version < sent[j].version) k++;
            if (k < c->seen_count) found[pairs++] = c->seen[k].at - sent[j].at;
            else missing++;
        }
    }
    qsort(found, pairs, sizeof *found, ascending);
    if (!pairs) found[0] = 0;
    printf("%ld %ld %ld %ld %ld\n", pairs, missing, (long)found[pairs / 2], (long)found[(long)(pairs * 0.99)],
           (long)found[pairs ? pairs - 1 : 0]);
    free(found);
    free(sent);
}

static void obey(void) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    char line[1024];
    static struct epoll_event events[1024];
    if (epoll_ctl(poller, EPOLL_CTL_ADD, 0, &event) < 0) die("stdin");
    for (;;) {
        int n = epoll_wait(poller, events, 1024, 100), told = 0;
        for (int i = 0; i < n; i++) {
            struct client *c = events[i].data.ptr;
            if (!c) told = 1;
            else if (c->phase != CLOSED) handle(c);
        }
        if (!told) continue;
        if (!fgets(line, sizeof line, stdin)) return;
        line[strcspn(line, "\n")] = 0;
        epoll_ctl(poller, EPOLL_CTL_DEL, 0, NULL); /* turn() knows sockets only */
        if (!strcmp(line, "go")) {
            printf("%ld\n", (long)now());
            send_text(&clients[0], "go");
        } else if (!strncmp(line, "wait ", 5)) {
            long version;
            double seconds;
            if (sscanf(line + 5, "%ld %lf", &version, &seconds) == 2) wait_for(version, seconds);
        } else if (!strncmp(line, "latency ", 8)) {
            measure(line + 8);
        } else if (!strcmp(line, "frames")) {
            printf("%ld %ld\n", total_frames, total_bytes);
        } else {
            return;
        }
        fflush(stdout);
        epoll_ctl(poller, EPOLL_CTL_ADD, 0, &event);
    }
}

static void read_cookies(const char *path) {
    FILE *file = fopen(path, "r");
    char line[512];
    cookies = calloc(count, sizeof *cookies);
    if (!file || !cookies) die(path);
    for (int i = 0; i < count && fgets(line, sizeof line, file); i++) {
        line[strcspn(line, "\n")] = 0;
        cookies[i] = strdup(line);
    }
    fclose(file);
    for (int i = 0; i < count; i++)
        if (!cookies[i]) die("too few cookies");
}

static int watch(char **arguments) {
    port = atoi(arguments[0]);
    ws_path = arguments[1];
    count = atoi(arguments[2]);
    stalled = atoi(arguments[3]);
    first = arguments[4];
    if (strcmp(arguments[5], "-")) read_cookies(arguments[5]);
    prepare();
    connect_all();
    fflush(stdout);
    obey();
    return 0;
}

/* All phones come at the same moment; prints how many are in, failures, time of the last, p50, p99 (ns). */
static int join(char **arguments, int n) {
    port = atoi(arguments[0]);
    count = atoi(arguments[1]);
    first = arguments[2];
    ws_path = arguments[3];
    steps = (const char **)arguments + 4;
    step_count = n - 4;
    prepare();
    int64_t began = now();
    for (int i = 0; i < count; i++) {
        clients[i].began = now();
        start(&clients[i]);
    }
    while (done + failed < count && now() - began < PATIENCE) turn(100);
    int64_t took = now() - began;
    qsort(latencies, done, sizeof *latencies, ascending);
    if (!done) latencies[0] = 0;
    printf("%d %d %ld %ld %ld %ld\n", done, count - done, (long)took, (long)latencies[done / 2],
           (long)latencies[(long)(done * 0.99)], total_bytes);
    return 0;
}

int main(int n, char **arguments) {
    if (n == 8 && !strcmp(arguments[1], "watch")) return watch(arguments + 2);
    if (n >= 7 && !strcmp(arguments[1], "join")) return join(arguments + 2, n - 2);
    fprintf(stderr, "usage: client watch PORT PATH COUNT STALLED FIRST COOKIES | join PORT COUNT AT WS_PATH PAGE ASSET...\n");
    return 2;
}
