# A kernel of our days whose reserve is used up, days after a tuning was taken back: order 0, and the
# whole memory report. Raw /dev/kmsg
# records, one a Kafka record; the host is named in the record key.
# source: made by hand after Linux 6.1, mm/page_alloc.c and arch/x86/kernel/dumpstack.c
>>> 2024-08-31T00:00:04Z configs whole host-id=db1
kernel.osrelease = 6.1.0-25-amd64
kernel.ostype = Linux
kernel.panic = 0
kernel.panic_on_oops = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	131072	6291456
vm.dirty_background_ratio = 10
vm.dirty_ratio = 20
vm.lowmem_reserve_ratio = 256	256	32	0	0
vm.min_free_kbytes = 67584
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.swappiness = 60
vm.watermark_boost_factor = 15000
vm.watermark_scale_factor = 50
vm.zone_reclaim_mode = 0
>>> 2024-09-03T00:00:03Z configs whole host-id=db1
Features for eth0:
rx-checksumming: on [fixed]
tx-checksumming: on
	tx-checksum-ipv4: off [fixed]
	tx-checksum-ip-generic: on
	tx-checksum-ipv6: off [fixed]
scatter-gather: on
	tx-scatter-gather: on
	tx-scatter-gather-fraglist: off [fixed]
tcp-segmentation-offload: on
	tx-tcp-segmentation: on
	tx-tcp-ecn-segmentation: on
	tx-tcp6-segmentation: on
generic-segmentation-offload: on
generic-receive-offload: on
large-receive-offload: off [fixed]
rx-gro-hw: on
>>> 2024-09-03T00:00:04Z configs whole host-id=db1
kernel.osrelease = 6.1.0-25-amd64
kernel.ostype = Linux
kernel.panic = 0
kernel.panic_on_oops = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	131072	6291456
vm.dirty_background_ratio = 10
vm.dirty_ratio = 20
vm.lowmem_reserve_ratio = 256	256	32	0	0
vm.min_free_kbytes = 67584
vm.overcommit_memory = 0
vm.panic_on_oom = 0
vm.swappiness = 60
vm.watermark_boost_factor = 15000
vm.watermark_scale_factor = 10
vm.zone_reclaim_mode = 0
>>> 2024-09-03T01:59:40Z logs lines key=db1
6,4211,972413000000,-;EXT4-fs (vdb1): mounted filesystem with ordered data mode. Quota mode: none.
>>> 2024-09-03T02:10:17Z logs lines key=db1
4,4212,973049918402,-;swapper/3: page allocation failure: order:0, mode:0xa20(GFP_ATOMIC), nodemask=(null),cpuset=/,mems_allowed=0
4,4213,973049918463,-;CPU: 3 PID: 0 Comm: swapper/3 Not tainted 6.1.0-25-amd64 #1  Debian 6.1.106-3
4,4214,973049918471,-;Hardware name: Example Cloud Virtual Machine, BIOS 1.16.2 04/01/2014
4,4215,973049918476,-;Call Trace:
4,4216,973049918479,-; <IRQ>
4,4217,973049918483,-; dump_stack_lvl+0x44/0x5c
4,4218,973049918487,-; warn_alloc+0x151/0x170
4,4219,973049918491,-; __alloc_pages_slowpath.constprop.0+0xd04/0xe70
4,4220,973049918495,-; __alloc_pages+0x305/0x330
4,4221,973049918499,-; skb_page_frag_refill+0x81/0x110
4,4222,973049918503,-; try_fill_recv+0x2e8/0x6a0 [virtio_net]
4,4223,973049918507,-; virtnet_poll+0x30e/0x5a0 [virtio_net]
4,4224,973049918511,-; __napi_poll+0x28/0x160
4,4225,973049918515,-; net_rx_action+0x29e/0x350
4,4226,973049918519,-; __do_softirq+0xc3/0x2ab
4,4227,973049918523,-; __irq_exit_rcu+0xaa/0xe0
4,4228,973049918527,-; common_interrupt+0x82/0xa0
4,4229,973049918530,-; </IRQ>
4,4230,973049918533,-; <TASK>
4,4231,973049918537,-; asm_common_interrupt+0x22/0x40
4,4232,973049918542,-;RIP: 0010:native_safe_halt+0xb/0x10
4,4233,973049918546,-;Code: 0f 1f 44 00 00 eb 07 0f 00 2d 59 0a 48 00 f4 c3 cc cc cc cc 0f 1f 44 00 00 eb 07 0f 00 2d 49 0a 48 00 fb f4 <c3> cc cc cc cc 66 90 0f 1f 44 00 00 41 54 55 53 48 89 fb 48 83 ec
4,4234,973049918550,-;RSP: 0018:ffffa4c0400d3ed8 EFLAGS: 00000206
4,4235,973049918553,-;RAX: ffffffff8ac0f0b0 RBX: ffff8e1240a80000 RCX: 0000000000000000
4,4236,973049918556,-;RDX: 0000000000000001 RSI: 0000000000000083 RDI: 000000000a1b9c04
4,4237,973049918559,-;RBP: 0000000000000003 R08: 0000000000000001 R09: 0000000000000000
4,4238,973049918562,-;R10: 0000000000000001 R11: 0000000000000000 R12: 0000000000000000
4,4239,973049918565,-;R13: 0000000000000000 R14: 0000000000000000 R15: 0000000000000000
4,4240,973049918569,-; ? mwait_idle+0x80/0x80
4,4241,973049918573,-; default_idle+0xa/0x10
4,4242,973049918577,-; default_idle_call+0x33/0xf0
4,4243,973049918581,-; do_idle+0x210/0x2a0
4,4244,973049918585,-; cpu_startup_entry+0x26/0x30
4,4245,973049918589,-; start_secondary+0x12a/0x150
4,4246,973049918593,-; secondary_startup_64_no_verify+0xe5/0xeb
4,4247,973049918596,-; </TASK>
4,4248,973049918605,-;Mem-Info:
4,4249,973049918617,-;active_anon:214410 inactive_anon:2611022 isolated_anon:0\x0a active_file:310277 inactive_file:544861 isolated_file:64\x0a unevictable:0 dirty:81240 writeback:12704\x0a slab_reclaimable:88105 slab_unreclaimable:61730\x0a mapped:301466 shmem:268190 pagetables:9127\x0a sec_pagetables:0 bounce:0\x0a kernel_misc_reclaimable:0\x0a free:21619 free_pcp:1204 free_cma:0
4,4250,973049918623,-;Node 0 active_anon:857640kB inactive_anon:10444088kB active_file:1241108kB inactive_file:2179444kB unevictable:0kB isolated(anon):0kB isolated(file):256kB mapped:1205864kB dirty:324960kB writeback:50816kB shmem:1072760kB shmem_thp: 0kB shmem_pmdmapped: 0kB anon_thp: 231424kB writeback_tmp:0kB kernel_stack:9216kB pagetables:36508kB sec_pagetables:0kB all_unreclaimable? no
4,4251,973049918628,-;Node 0 DMA free:11264kB boost:0kB min:64kB low:80kB high:96kB reserved_highatomic:0KB active_anon:0kB inactive_anon:0kB active_file:0kB inactive_file:0kB unevictable:0kB writepending:0kB present:15992kB managed:15360kB mlocked:0kB bounce:0kB free_pcp:0kB local_pcp:0kB free_cma:0kB
4,4252,973049918631,-;lowmem_reserve[]: 0 2895 15804 15804 15804
4,4253,973049918636,-;Node 0 DMA32 free:54800kB boost:0kB min:12368kB low:15460kB high:18552kB reserved_highatomic:0KB active_anon:101120kB inactive_anon:2210944kB active_file:102400kB inactive_file:312320kB unevictable:0kB writepending:31204kB present:3129200kB managed:2965000kB mlocked:0kB bounce:0kB free_pcp:1840kB local_pcp:248kB free_cma:0kB
4,4254,973049918639,-;lowmem_reserve[]: 0 0 12909 12909 12909
4,4255,973049918644,-;Node 0 Normal free:20412kB boost:0kB min:55148kB low:68936kB high:82724kB reserved_highatomic:0KB active_anon:756520kB inactive_anon:8233144kB active_file:1138708kB inactive_file:1867124kB unevictable:0kB writepending:344572kB present:13631488kB managed:13219640kB mlocked:0kB bounce:0kB free_pcp:2976kB local_pcp:620kB free_cma:0kB
4,4256,973049918647,-;lowmem_reserve[]: 0 0 0 0 0
4,4257,973049918651,-;Node 0 DMA: 0*4kB 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 1*1024kB (U) 1*2048kB (M) 2*4096kB (M) = 11264kB
4,4258,973049918655,-;Node 0 DMA32: 1200*4kB (UME) 1000*8kB (UME) 505*16kB (UME) 250*32kB (UME) 125*64kB (UME) 100*128kB (UME) 20*256kB (UME) 0*512kB 0*1024kB 0*2048kB 0*4096kB = 54800kB
4,4259,973049918659,-;Node 0 Normal: 3891*4kB (UME) 486*8kB (UE) 60*16kB (U) 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 20412kB
4,4260,973049918662,-;Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=1048576kB
4,4261,973049918665,-;Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB
4,4262,973049918668,-;1124610 total pagecache pages
4,4263,973049918671,-;1281 pages in swap cache
4,4264,973049918674,-;Free swap  = 2091004kB
4,4265,973049918677,-;Total swap = 2097148kB
4,4266,973049918680,-;4194170 pages RAM
4,4267,973049918683,-;0 pages HighMem/MovableOnly
4,4268,973049918686,-;144170 pages reserved
4,4269,973049918689,-;0 pages hwpoisoned
>>> 2024-09-03T02:31:00Z logs lines key=db1
6,4270,974293004112,-;nf_conntrack: default automatic helper assignment has been turned off for security reasons
