# The story that it all began with: a server of 2009, its page allocation failures, two theories, a
# change, and a year of quiet. Lines as a shipper that follows /var/log/kern.log sends them.
# source: the trace of 25 June 2009 and the settings are those of a blog post of that day; the
# episode of 19 June, the values after the change and the benign lines are made up.
>>> 2009-06-19T04:15:02Z logs lines
Jun 19 04:15:02 web1 kernel: [3748067.822339] kjournald starting.  Commit interval 5 seconds
Jun 19 04:15:02 web1 kernel: [3748067.826459] EXT3 FS on sdb1, internal journal
Jun 19 04:15:02 web1 kernel: [3748067.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-06-19T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: on
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-06-19T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 11495
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-06-19T14:41:37Z logs lines
Jun 19 14:41:37 web1 kernel: [3785662.726339] swapper: page allocation failure. order:1, mode:0x4020
Jun 19 14:41:37 web1 kernel: [3785662.726394] Pid: 0, comm: swapper Not tainted 2.6.24-gentoo-r8_64-08.19.08 #1
Jun 19 14:41:37 web1 kernel: [3785662.726474] 
Jun 19 14:41:37 web1 kernel: [3785662.726475] Call Trace:
Jun 19 14:41:37 web1 kernel: [3785662.726548]  <IRQ>  [<ffffffff802555f9>] __alloc_pages+0x2e2/0x2fb
Jun 19 14:41:37 web1 kernel: [3785662.726605]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 19 14:41:37 web1 kernel: [3785662.726657]  [<ffffffff8021732c>] smp_apic_timer_interrupt+0x40/0x54
Jun 19 14:41:37 web1 kernel: [3785662.726711]  [<ffffffff802725e4>] new_slab+0x63/0x22a
Jun 19 14:41:37 web1 kernel: [3785662.726759]  [<ffffffff8027295d>] __slab_alloc+0x1b2/0x3ac
Jun 19 14:41:37 web1 kernel: [3785662.726809]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 19 14:41:37 web1 kernel: [3785662.726860]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 19 14:41:37 web1 kernel: [3785662.726911]  [<ffffffff8027399b>] __kmalloc_node_track_caller+0x8c/0xc8
Jun 19 14:41:37 web1 kernel: [3785662.726965]  [<ffffffff804f22e7>] __alloc_skb+0x69/0x132
Jun 19 14:41:37 web1 kernel: [3785662.727014]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 19 14:41:37 web1 kernel: [3785662.727070]  [<ffffffff8044b1b7>] tg3_alloc_rx_skb+0xc4/0x150
Jun 19 14:41:37 web1 kernel: [3785662.727124]  [<ffffffff80452bf3>] tg3_poll+0x393/0x91c
Jun 19 14:41:37 web1 kernel: [3785662.727175]  [<ffffffff80270d40>] get_partial_node+0x15/0x7e
Jun 19 14:41:37 web1 kernel: [3785662.727228]  [<ffffffff804f8c1f>] net_rx_action+0x6a/0x18a
Jun 19 14:41:37 web1 kernel: [3785662.727279]  [<ffffffff80230762>] __do_softirq+0x55/0xc4
Jun 19 14:41:37 web1 kernel: [3785662.727329]  [<ffffffff8020c72c>] call_softirq+0x1c/0x28
Jun 19 14:41:37 web1 kernel: [3785662.727378]  [<ffffffff8020e336>] do_softirq+0x2c/0x7d
Jun 19 14:41:37 web1 kernel: [3785662.727427]  [<ffffffff802306c8>] irq_exit+0x3f/0x84
Jun 19 14:41:37 web1 kernel: [3785662.727475]  [<ffffffff8020e43d>] do_IRQ+0xb6/0xd5
Jun 19 14:41:37 web1 kernel: [3785662.727522]  [<ffffffff8020a947>] mwait_idle+0x0/0x45
Jun 19 14:41:37 web1 kernel: [3785662.727570]  [<ffffffff8020bab1>] ret_from_intr+0x0/0xa
Jun 19 14:41:37 web1 kernel: [3785662.727618]  <EOI>  [<ffffffff8020a989>] mwait_idle+0x42/0x45
Jun 19 14:41:37 web1 kernel: [3785662.727670]  [<ffffffff8020a8db>] cpu_idle+0x6f/0x96
>>> 2009-06-24T04:15:02Z logs lines
Jun 24 04:15:02 web1 kernel: [4180067.822339] kjournald starting.  Commit interval 5 seconds
Jun 24 04:15:02 web1 kernel: [4180067.826459] EXT3 FS on sdb1, internal journal
Jun 24 04:15:02 web1 kernel: [4180067.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-06-24T18:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: on
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-06-24T18:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 11495
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-06-25T03:12:01Z logs lines
Jun 25 03:12:01 web1 kernel: [4262686.822339] swapper: page allocation failure. order:1, mode:0x4020
Jun 25 03:12:01 web1 kernel: [4262686.822394] Pid: 0, comm: swapper Not tainted 2.6.24-gentoo-r8_64-08.19.08 #1
Jun 25 03:12:01 web1 kernel: [4262686.822474] 
Jun 25 03:12:01 web1 kernel: [4262686.822475] Call Trace:
Jun 25 03:12:01 web1 kernel: [4262686.822548]  <IRQ>  [<ffffffff802555f9>] __alloc_pages+0x2e2/0x2fb
Jun 25 03:12:01 web1 kernel: [4262686.822605]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 25 03:12:01 web1 kernel: [4262686.822657]  [<ffffffff8021732c>] smp_apic_timer_interrupt+0x40/0x54
Jun 25 03:12:01 web1 kernel: [4262686.822711]  [<ffffffff802725e4>] new_slab+0x63/0x22a
Jun 25 03:12:01 web1 kernel: [4262686.822759]  [<ffffffff8027295d>] __slab_alloc+0x1b2/0x3ac
Jun 25 03:12:01 web1 kernel: [4262686.822809]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 25 03:12:01 web1 kernel: [4262686.822860]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 25 03:12:01 web1 kernel: [4262686.822911]  [<ffffffff8027399b>] __kmalloc_node_track_caller+0x8c/0xc8
Jun 25 03:12:01 web1 kernel: [4262686.822965]  [<ffffffff804f22e7>] __alloc_skb+0x69/0x132
Jun 25 03:12:01 web1 kernel: [4262686.823014]  [<ffffffff804f2ebb>] __netdev_alloc_skb+0x29/0x43
Jun 25 03:12:01 web1 kernel: [4262686.823070]  [<ffffffff8044b1b7>] tg3_alloc_rx_skb+0xc4/0x150
Jun 25 03:12:01 web1 kernel: [4262686.823124]  [<ffffffff80452bf3>] tg3_poll+0x393/0x91c
Jun 25 03:12:01 web1 kernel: [4262686.823175]  [<ffffffff80270d40>] get_partial_node+0x15/0x7e
Jun 25 03:12:01 web1 kernel: [4262686.823228]  [<ffffffff804f8c1f>] net_rx_action+0x6a/0x18a
Jun 25 03:12:01 web1 kernel: [4262686.823279]  [<ffffffff80230762>] __do_softirq+0x55/0xc4
Jun 25 03:12:01 web1 kernel: [4262686.823329]  [<ffffffff8020c72c>] call_softirq+0x1c/0x28
Jun 25 03:12:01 web1 kernel: [4262686.823378]  [<ffffffff8020e336>] do_softirq+0x2c/0x7d
Jun 25 03:12:01 web1 kernel: [4262686.823427]  [<ffffffff802306c8>] irq_exit+0x3f/0x84
Jun 25 03:12:01 web1 kernel: [4262686.823475]  [<ffffffff8020e43d>] do_IRQ+0xb6/0xd5
Jun 25 03:12:01 web1 kernel: [4262686.823522]  [<ffffffff8020a947>] mwait_idle+0x0/0x45
Jun 25 03:12:01 web1 kernel: [4262686.823570]  [<ffffffff8020bab1>] ret_from_intr+0x0/0xa
Jun 25 03:12:01 web1 kernel: [4262686.823618]  <EOI>  [<ffffffff8020a989>] mwait_idle+0x42/0x45
Jun 25 03:12:01 web1 kernel: [4262686.823670]  [<ffffffff8020a8db>] cpu_idle+0x6f/0x96
>>> 2009-06-25T19:45:12Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-06-25T19:45:13Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-07-20T04:15:02Z logs lines
Jul 20 04:15:02 web1 kernel: [6426467.822339] kjournald starting.  Commit interval 5 seconds
Jul 20 04:15:02 web1 kernel: [6426467.826459] EXT3 FS on sdb1, internal journal
Jul 20 04:15:02 web1 kernel: [6426467.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-07-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-07-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-08-20T04:15:02Z logs lines
Aug 20 04:15:02 web1 kernel: [9104867.822339] kjournald starting.  Commit interval 5 seconds
Aug 20 04:15:02 web1 kernel: [9104867.826459] EXT3 FS on sdb1, internal journal
Aug 20 04:15:02 web1 kernel: [9104867.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-08-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-08-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-09-20T04:15:02Z logs lines
Sep 20 04:15:02 web1 kernel: [11783267.822339] kjournald starting.  Commit interval 5 seconds
Sep 20 04:15:02 web1 kernel: [11783267.826459] EXT3 FS on sdb1, internal journal
Sep 20 04:15:02 web1 kernel: [11783267.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-09-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-09-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-10-20T04:15:02Z logs lines
Oct 20 04:15:02 web1 kernel: [14375267.822339] kjournald starting.  Commit interval 5 seconds
Oct 20 04:15:02 web1 kernel: [14375267.826459] EXT3 FS on sdb1, internal journal
Oct 20 04:15:02 web1 kernel: [14375267.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-10-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-10-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-11-20T04:15:02Z logs lines
Nov 20 04:15:02 web1 kernel: [17053667.822339] kjournald starting.  Commit interval 5 seconds
Nov 20 04:15:02 web1 kernel: [17053667.826459] EXT3 FS on sdb1, internal journal
Nov 20 04:15:02 web1 kernel: [17053667.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-11-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-11-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2009-12-20T04:15:02Z logs lines
Dec 20 04:15:02 web1 kernel: [19645667.822339] kjournald starting.  Commit interval 5 seconds
Dec 20 04:15:02 web1 kernel: [19645667.826459] EXT3 FS on sdb1, internal journal
Dec 20 04:15:02 web1 kernel: [19645667.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2009-12-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2009-12-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2010-01-20T04:15:02Z logs lines
Jan 20 04:15:02 web1 kernel: [22324067.822339] kjournald starting.  Commit interval 5 seconds
Jan 20 04:15:02 web1 kernel: [22324067.826459] EXT3 FS on sdb1, internal journal
Jan 20 04:15:02 web1 kernel: [22324067.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2010-01-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2010-01-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2010-02-20T04:15:02Z logs lines
Feb 20 04:15:02 web1 kernel: [25002467.822339] kjournald starting.  Commit interval 5 seconds
Feb 20 04:15:02 web1 kernel: [25002467.826459] EXT3 FS on sdb1, internal journal
Feb 20 04:15:02 web1 kernel: [25002467.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2010-02-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2010-02-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2010-03-20T04:15:02Z logs lines
Mar 20 04:15:02 web1 kernel: [27421667.822339] kjournald starting.  Commit interval 5 seconds
Mar 20 04:15:02 web1 kernel: [27421667.826459] EXT3 FS on sdb1, internal journal
Mar 20 04:15:02 web1 kernel: [27421667.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2010-03-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2010-03-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2010-04-20T04:15:02Z logs lines
Apr 20 04:15:02 web1 kernel: [30100067.822339] kjournald starting.  Commit interval 5 seconds
Apr 20 04:15:02 web1 kernel: [30100067.826459] EXT3 FS on sdb1, internal journal
Apr 20 04:15:02 web1 kernel: [30100067.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2010-04-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2010-04-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2010-05-20T04:15:02Z logs lines
May 20 04:15:02 web1 kernel: [32692067.822339] kjournald starting.  Commit interval 5 seconds
May 20 04:15:02 web1 kernel: [32692067.826459] EXT3 FS on sdb1, internal journal
May 20 04:15:02 web1 kernel: [32692067.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2010-05-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2010-05-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2010-06-20T04:15:02Z logs lines
Jun 20 04:15:02 web1 kernel: [35370467.822339] kjournald starting.  Commit interval 5 seconds
Jun 20 04:15:02 web1 kernel: [35370467.826459] EXT3 FS on sdb1, internal journal
Jun 20 04:15:02 web1 kernel: [35370467.826494] EXT3-fs: mounted filesystem with ordered data mode.
>>> 2010-06-20T06:00:05Z configs whole host-id=web1
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2010-06-20T06:00:06Z configs whole host-id=web1
kernel.ostype = Linux
kernel.osrelease = 2.6.24-gentoo-r8_64-08.19.08
kernel.panic = 0
kernel.panic_on_oops = 0
kernel.printk_ratelimit = 5
kernel.printk_ratelimit_burst = 10
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.dirty_background_ratio = 5
vm.dirty_ratio = 10
vm.swappiness = 60
vm.lowmem_reserve_ratio = 256	256	32
vm.min_free_kbytes = 65536
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
