// Preloaded into the native programs of the local stack.
// 1. graph-node binds 0.0.0.0 and has no setting for it: such a bind becomes one to 127.0.0.1.
// 2. A program ends with the supervisor that started it, however that one ended.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>

__attribute__((constructor)) static void end_with_parent(void) {
  const char *number = getenv("ALTHING_PARENT_DEATH_SIGNAL");
  if (number) prctl(PR_SET_PDEATHSIG, atoi(number));
}

int bind(int socket, const struct sockaddr *address, socklen_t length) {
  static int (*next)(int, const struct sockaddr *, socklen_t);
  if (!next) next = (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "bind");
  if (address && address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
    struct sockaddr_in local = *(const struct sockaddr_in *)address;
    if (local.sin_addr.s_addr == htonl(INADDR_ANY)) {
      local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      return next(socket, (const struct sockaddr *)&local, sizeof local);
    }
  }
  return next(socket, address, length);
}
