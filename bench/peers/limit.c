// The limit: what the kernel alone asks for fanning out. GET /ROOM upgrades; every message goes, unmasked, to every member of
// the room with one send() each. No JSON, no rights, no storage.    limit PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOMS = 65536, DESCRIPTORS = 65536, BUFFER = 1 << 18 };

typedef struct { int fd, room, place, open; uint8_t *kept; size_t keptn; uint8_t *unsent; size_t unsentn; } member;
typedef struct { int *fds; int count, size; } room;

static member *members[DESCRIPTORS];
static room rooms[ROOMS];
static uint8_t buffer[BUFFER];
static int epoll;

static void watch(int operation, int fd, uint32_t events) {
  struct epoll_event event = { .events = events, .data.fd = fd };
  epoll_ctl(epoll, operation, fd, &event);
}

static void pass(member *to, const uint8_t *bytes, size_t n) {
  if (!to->unsentn) {
    ssize_t sent = send(to->fd, bytes, n, MSG_NOSIGNAL);
    if (sent == (ssize_t)n) return;
    if (sent > 0) { bytes += sent; n -= sent; }
    watch(EPOLL_CTL_MOD, to->fd, EPOLLIN | EPOLLOUT);
  }
  to->unsent = realloc(to->unsent, to->unsentn + n);
  memcpy(to->unsent + to->unsentn, bytes, n);
  to->unsentn += n;
}

static void pass_rest(member *to) {
  ssize_t sent = send(to->fd, to->unsent, to->unsentn, MSG_NOSIGNAL);
  if (sent > 0) memmove(to->unsent, to->unsent + sent, to->unsentn -= sent);
  if (!to->unsentn) watch(EPOLL_CTL_MOD, to->fd, EPOLLIN);
}

static void leave(member *who) {
  if (who->open) {
    room *r = &rooms[who->room];
    int last = r->fds[--r->count];
    r->fds[who->place] = last;
    members[last]->place = who->place;
  }
  close(who->fd);
  members[who->fd] = NULL;
  free(who->kept); free(who->unsent); free(who);
}

// Returns how many bytes the upgrade took, 0 while it is not all there.
static size_t enter(member *who, size_t n) {
  static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  uint8_t *end = memmem(buffer, n, "\r\n\r\n", 4);
  if (!end) return 0;
  who->open = 1;
  who->room = atoi((char *)buffer + strlen("GET /")) % ROOMS;
  room *r = &rooms[who->room];
  if (r->count == r->size) r->fds = realloc(r->fds, (r->size = r->size ? 2 * r->size : 16) * sizeof(int));
  who->place = r->count;
  r->fds[r->count++] = who->fd;
  pass(who, (const uint8_t *)answer, sizeof answer - 1);
  return end + 4 - buffer;
}

// Fans one frame out, its header rewritten in place; returns its length, 0 while it is not all there, -1 at the end.
static ssize_t hear(member *who, uint8_t *frame, size_t n) {
  if (n < 6) return 0;
  size_t header = 6, length = frame[1] & 127;
  if (length == 127) return -1;
  if (length == 126) { if (n < 8) return 0; length = frame[2] << 8 | frame[3]; header = 8; }
  if (n < header + length) return 0;
  uint8_t opcode = frame[0] & 15, *mask = frame + header - 4, *text = frame + header, *begin = text;
  if (opcode == 8) return -1;
  if (opcode > 2) return header + length;
  for (size_t i = 0; i < length; i++) text[i] ^= mask[i & 3];
  if (length < 126) *--begin = length; else { *--begin = length; *--begin = length >> 8; *--begin = 126; }
  *--begin = 0x80 | opcode;
  room *r = &rooms[who->room];
  for (int i = 0; i < r->count; i++) pass(members[r->fds[i]], begin, text + length - begin);
  return header + length;
}

static void read_from(member *who) {
  if (who->keptn) memcpy(buffer, who->kept, who->keptn);
  ssize_t count = recv(who->fd, buffer + who->keptn, BUFFER - who->keptn, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) { leave(who); return; }
  size_t n = who->keptn + count, at = who->open ? 0 : enter(who, n);
  ssize_t taken = 0;
  while (who->open && at < n && (taken = hear(who, buffer + at, n - at)) > 0) at += taken;
  if (taken < 0) { leave(who); return; }
  free(who->kept);
  who->kept = NULL;
  if ((who->keptn = n - at)) memcpy(who->kept = malloc(n - at), buffer + at, n - at);
}

int main(int argc, char **argv) {
  int one = 1, door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  signal(SIGPIPE, SIG_IGN);
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(door, (void *)&address, size) || listen(door, 4096)) { perror("limit"); return 1; }
  getsockname(door, (void *)&address, &size);
  printf("limit is open at http://127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  epoll = epoll_create1(0);
  watch(EPOLL_CTL_ADD, door, EPOLLIN);
  for (;;) {
    struct epoll_event ready[1024];
    int count = epoll_wait(epoll, ready, 1024, -1);
    for (int i = 0; i < count; i++) {
      int fd = ready[i].data.fd;
      if (fd == door) {
        for (int came; (came = accept4(door, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
          if (came >= DESCRIPTORS) { close(came); continue; }
          setsockopt(came, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          members[came] = calloc(1, sizeof(member));
          members[came]->fd = came;
          watch(EPOLL_CTL_ADD, came, EPOLLIN);
        }
      } else if (members[fd]) {
        if ((ready[i].events & EPOLLOUT) && members[fd]->unsentn) pass_rest(members[fd]);
        if (members[fd] && (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) read_from(members[fd]);
      }
    }
  }
}
