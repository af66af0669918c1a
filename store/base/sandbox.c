/* SPDX-License-Identifier: MIT
 * The promise to use no network, kept by the kernel: from the call on, this process and its
 * children cannot make a socket.
 */
#include "base/platform.h"

#ifdef HAVE_SECCOMP

#include <errno.h>
#include <seccomp.h>
#include <string.h>

/* io_uring can make sockets without these calls, so it goes as well; nothing here uses it. */
static const char *const denied_calls[] = { "socket", "socketpair", "io_uring_setup", NULL };

/* 0, or a negative errno as libseccomp gives it. */
static int load_filter(scmp_filter_ctx filter)
{
	int result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1); /* all threads */

	for (const char *const *name = denied_calls; *name && result == 0; name++) {
		int number = seccomp_syscall_resolve_name(*name);

		if (number != __NR_SCMP_ERROR) /* unknown to an old library */
			result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
	}
	return result == 0 ? seccomp_load(filter) : result;
}

int platform_forbid_network(struct error *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int result;

	if (!filter)
		return error_set(err, "cannot forbid network access: no filter");
	result = load_filter(filter);
	seccomp_release(filter);
	if (result < 0)
		return error_set(err, "cannot forbid network access: %s", strerror(-result));
	return 0;
}

#else

int platform_forbid_network(struct error *err)
{
	(void)err;
	return 0;
}

#endif
