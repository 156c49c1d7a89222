/* A device that fails: reading, writing or syncing files whose path has FAIL_PATH in it gives EIO, for FAIL_CALL (read,
   write, sync), after FAIL_AFTER bytes went through. Built and preloaded by test_device_errors.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static long long passed;

/* bytes that may still go through, -1 with errno set where none may; calls of other files pass */
static ssize_t allowed(int fd, const char *call, size_t bytes) {
    const char *part = getenv("FAIL_PATH"), *wanted = getenv("FAIL_CALL"), *after = getenv("FAIL_AFTER");
    char link[64], path[4096];
    if (!part || !wanted || strcmp(wanted, call)) return bytes;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return bytes;
    path[length] = 0;
    if (!strstr(path, part)) return bytes;
    long long left = (after ? atoll(after) : 0) - passed;
    if (left <= 0) { errno = EIO; return -1; }
    if ((long long)bytes > left) bytes = left;
    passed += bytes;
    return bytes;
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t read(int fd, void *to, size_t size) {
    NEXT(read); ssize_t may = allowed(fd, "read", size); return may < 0 ? -1 : next(fd, to, may);
}
ssize_t pread(int fd, void *to, size_t size, off_t at) {
    NEXT(pread); ssize_t may = allowed(fd, "read", size); return may < 0 ? -1 : next(fd, to, may, at);
}
ssize_t pread64(int fd, void *to, size_t size, off64_t at) {
    NEXT(pread64); ssize_t may = allowed(fd, "read", size); return may < 0 ? -1 : next(fd, to, may, at);
}
ssize_t write(int fd, const void *from, size_t size) {
    NEXT(write); ssize_t may = allowed(fd, "write", size); return may < 0 ? -1 : next(fd, from, may);
}
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
    NEXT(pwrite); ssize_t may = allowed(fd, "write", size); return may < 0 ? -1 : next(fd, from, may, at);
}
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
    NEXT(pwrite64); ssize_t may = allowed(fd, "write", size); return may < 0 ? -1 : next(fd, from, may, at);
}
ssize_t writev(int fd, const struct iovec *from, int count) {
    NEXT(writev); return allowed(fd, "write", 1) < 0 ? -1 : next(fd, from, count);
}
int fsync(int fd) { NEXT(fsync); return allowed(fd, "sync", 0) < 0 ? -1 : next(fd); }
int fdatasync(int fd) { NEXT(fdatasync); return allowed(fd, "sync", 0) < 0 ? -1 : next(fd); }
