/* relay NAMESPACE DEVICE NAMESPACE DEVICE DELAY_MS [JITTER_MS JITTER_MS MAY_OVERTAKE OFFLOAD]
 *
 * Makes a TUN device in each namespace and carries packets between them, each DELAY_MS late.
 * JITTER_MS: of packets from the first to the second device, and back: each is later by a uniform share of it.
 * MAY_OVERTAKE 1 lets a packet pass the one before it; 0 holds it back until that one has gone.
 * OFFLOAD 1 carries packets of up to 64 kB that the kernel cuts (virtio-net header): needed above 100 Mbit/s.
 * Says "ready" when both devices stand; ends when its standard input does.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { PACKETS = 65536, PACKETS_OFFLOADED = 8192, PACKET = 2048, PACKET_OFFLOADED = 65664, AT_ONCE = 64 };

struct waiting {
    int64_t due, number;
    int slot, length;
};

struct direction {
    int in, out;
    int64_t delay, jitter;
    int overtake, packets, packet;
    unsigned seed;
    /* A heap by due time; of packets due at once the earlier number goes first. */
    struct waiting *heap;
    int waiting;
    int64_t numbers, last_due;
    int *slots, slots_free;
    char *bytes;
};

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int tun(const char *namespace, const char *name, int offload) {
    char path[256];
    snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
    int there = open(path, O_RDONLY | O_CLOEXEC);
    if (there < 0 || setns(there, CLONE_NEWNET)) fail(path);
    close(there);
    int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI | (offload ? IFF_VNET_HDR : 0)};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (device < 0 || ioctl(device, TUNSETIFF, &request)) fail(name);
    if (!offload) return device;
    int header = sizeof(struct virtio_net_hdr);
    if (ioctl(device, TUNSETVNETHDRSZ, &header)) fail("TUNSETVNETHDRSZ");
    if (ioctl(device, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6)) fail("TUNSETOFFLOAD");
    return device;
}

static int before(const struct waiting *one, const struct waiting *other) {
    return one->due != other->due ? one->due < other->due : one->number < other->number;
}

static void push(struct direction *d, struct waiting it) {
    int at = d->waiting++;
    for (; at && before(&it, &d->heap[(at - 1) / 2]); at = (at - 1) / 2) d->heap[at] = d->heap[(at - 1) / 2];
    d->heap[at] = it;
}

static void pop(struct direction *d) {
    struct waiting it = d->heap[--d->waiting];
    int at = 0;
    for (int child; (child = 2 * at + 1) < d->waiting; at = child) {
        if (child + 1 < d->waiting && before(&d->heap[child + 1], &d->heap[child])) child++;
        if (!before(&d->heap[child], &it)) break;
        d->heap[at] = d->heap[child];
    }
    d->heap[at] = it;
}

static void take(struct direction *d) {
    for (int i = 0; i < AT_ONCE && d->slots_free; i++) {
        int slot = d->slots[d->slots_free - 1];
        int length = read(d->in, d->bytes + (size_t)slot * d->packet, d->packet);
        if (length <= 0) return;
        d->slots_free--;
        int64_t due = now() + d->delay;
        if (d->jitter) due += (int64_t)(rand_r(&d->seed) / (double)RAND_MAX * d->jitter);
        if (!d->overtake && due < d->last_due) due = d->last_due;
        d->last_due = due;
        push(d, (struct waiting){due, d->numbers++, slot, length});
    }
}

static void give(struct direction *d) {
    for (int64_t at = now(); d->waiting && d->heap[0].due <= at;) {
        struct waiting it = d->heap[0];
        if (write(d->out, d->bytes + (size_t)it.slot * d->packet, it.length) < 0 && errno == EAGAIN) return;
        pop(d);
        d->slots[d->slots_free++] = it.slot;
    }
}

static void *carry(void *argument) {
    struct direction *d = argument;
    /* The kernel's slack of 50 us would be a delay of its own. */
    prctl(PR_SET_TIMERSLACK, 1UL);
    for (;;) {
        int64_t wait = d->waiting ? d->heap[0].due - now() : 1000000000LL;
        if (wait < 0) wait = 0;
        struct timespec patience = {wait / 1000000000LL, wait % 1000000000LL};
        struct pollfd came = {d->in, d->slots_free ? POLLIN : 0, 0};
        ppoll(&came, 1, &patience, NULL);
        take(d);
        give(d);
    }
    return NULL;
}

static void begin(struct direction *d, int offload) {
    d->packets = offload ? PACKETS_OFFLOADED : PACKETS;
    d->packet = offload ? PACKET_OFFLOADED : PACKET;
    d->heap = malloc(sizeof *d->heap * d->packets);
    d->slots = malloc(sizeof *d->slots * d->packets);
    d->bytes = malloc((size_t)d->packets * d->packet);
    if (!d->heap || !d->slots || !d->bytes) fail("malloc");
    for (int i = 0; i < d->packets; i++) d->slots[i] = d->packets - 1 - i;
    d->slots_free = d->packets;
    pthread_t thread;
    if (pthread_create(&thread, NULL, carry, d)) fail("pthread_create");
}

int main(int count, char **words) {
    if (count != 6 && count != 10) return 2;
    double delay = atof(words[5]) * 1e6;
    double jitter_there = count > 6 ? atof(words[6]) * 1e6 : 0, jitter_back = count > 6 ? atof(words[7]) * 1e6 : 0;
    int overtake = count > 6 && atoi(words[8]), offload = count > 6 && atoi(words[9]);
    int near = tun(words[1], words[2], offload), far = tun(words[3], words[4], offload);
    unsigned seed = (unsigned)now();
    struct direction there = {near, far, delay, jitter_there, overtake, .seed = seed};
    struct direction back = {far, near, delay, jitter_back, overtake, .seed = seed + 1};
    begin(&there, offload);
    begin(&back, offload);
    puts("ready");
    fflush(stdout);
    for (char c; read(0, &c, 1) > 0;) {
    }
    return 0;
}
