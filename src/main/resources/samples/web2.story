# The same mechanism under another driver, with TSO off: what parts the theories of web1. The shipper
# sends a whole dmesg as one record and names the host in the record key.
# source: made by hand after Linux 2.6.24, arch/x86/kernel/traps_64.c and mm/page_alloc.c
>>> 2008-08-14T06:00:04Z configs whole host-id=web2
Offload parameters for eth0:
rx-checksumming: on
tx-checksumming: on
scatter-gather: on
tcp segmentation offload: off
udp fragmentation offload: off
generic segmentation offload: off
>>> 2008-08-14T06:00:05Z configs whole host-id=web2
kernel.ostype = Linux
kernel.osrelease = 2.6.24-19-server
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
vm.min_free_kbytes = 5733
vm.zone_reclaim_mode = 0
net.core.netdev_max_backlog = 1000
net.ipv4.tcp_rmem = 4096	87380	4194304
>>> 2008-08-14T21:06:30Z logs whole key=web2
[1203948.118204] eth0: no IPv6 routers present
[1204009.118204] swapper: page allocation failure. order:1, mode:0x4020
[1204009.118257] Pid: 0, comm: swapper Not tainted 2.6.24-19-server #1
[1204009.118328] 
[1204009.118330] Call Trace:
[1204009.118400]  <IRQ>  [<ffffffff8027bb3d>] __alloc_pages+0x2fd/0x3e0
[1204009.118451]  [<ffffffff803f6a1b>] __netdev_alloc_skb+0x2b/0x50
[1204009.118502]  [<ffffffff802a19d4>] new_slab+0x74/0x240
[1204009.118553]  [<ffffffff802a1d92>] __slab_alloc+0x1f2/0x3d0
[1204009.118604]  [<ffffffff803f6a1b>] __netdev_alloc_skb+0x2b/0x50
[1204009.118655]  [<ffffffff803f6a1b>] __netdev_alloc_skb+0x2b/0x50
[1204009.118706]  [<ffffffff802a2e6c>] __kmalloc_node_track_caller+0xac/0xe0
[1204009.118757]  [<ffffffff803f5e1a>] __alloc_skb+0x6a/0x150
[1204009.118808]  [<ffffffff803f6a1b>] __netdev_alloc_skb+0x2b/0x50
[1204009.118859]  [<ffffffff881b0c49>] :r8169:rtl8169_rx_fill+0xb9/0x1c0
[1204009.118910]  [<ffffffff881b13d3>] :r8169:rtl8169_rx_interrupt+0x2a3/0x5c0
[1204009.118961]  [<ffffffff881b1b80>] :r8169:rtl8169_poll+0x50/0x2a0
[1204009.119012]  [<ffffffff803fbf4d>] net_rx_action+0x12d/0x260
[1204009.119063]  [<ffffffff80243ce5>] __do_softirq+0x75/0xe0
[1204009.119114]  [<ffffffff8020d0bc>] call_softirq+0x1c/0x30
[1204009.119165]  [<ffffffff8020ec75>] do_softirq+0x35/0x90
[1204009.119216]  [<ffffffff80243c59>] irq_exit+0x89/0x90
[1204009.119267]  [<ffffffff8020eed0>] do_IRQ+0x80/0x100
[1204009.119318]  [<ffffffff8020b0a0>] default_idle+0x0/0x40
[1204009.119369]  [<ffffffff8020c441>] ret_from_intr+0x0/0xa
[1204009.119420]  <EOI>  [<ffffffff8020b0c9>] default_idle+0x29/0x40
[1204009.119471]  [<ffffffff8020b16f>] cpu_idle+0x6f/0xc0
[1204009.119522] 
[1204009.119524] Mem-info:
[1204009.119562] Node 0 DMA per-cpu:
[1204009.119600] CPU    0: Hot: hi:    0, btch:   1 usd:   0   Cold: hi:    0, btch:   1 usd:   0
[1204009.119638] CPU    1: Hot: hi:    0, btch:   1 usd:   0   Cold: hi:    0, btch:   1 usd:   0
[1204009.119676] Node 0 DMA32 per-cpu:
[1204009.119714] CPU    0: Hot: hi:  186, btch:  31 usd: 171   Cold: hi:   62, btch:  15 usd:  58
[1204009.119752] CPU    1: Hot: hi:  186, btch:  31 usd: 102   Cold: hi:   62, btch:  15 usd:  51
[1204009.119790] Active:182744 inactive:268120 dirty:5120 writeback:611 unstable:0
[1204009.119828]  free:3686 slab:48211 mapped:6120 pagetables:1588 bounce:0
[1204009.119866] Node 0 DMA free:7168kB min:28kB low:32kB high:40kB active:0kB inactive:0kB present:9380kB pages_scanned:0 all_unreclaimable? yes
[1204009.119904] lowmem_reserve[]: 0 2004 2004 2004
[1204009.119942] Node 0 DMA32 free:7576kB min:5700kB low:7124kB high:8548kB active:730976kB inactive:1072480kB present:2052276kB pages_scanned:0 all_unreclaimable? no
[1204009.119980] lowmem_reserve[]: 0 0 0 0
[1204009.120018] Node 0 DMA: 2*4kB 1*8kB 3*16kB 2*32kB 2*64kB 0*128kB 1*256kB 1*512kB 0*1024kB 1*2048kB 1*4096kB = 7168kB
[1204009.120056] Node 0 DMA32: 1874*4kB 6*8kB 2*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 7576kB
[1204009.120094] Swap cache: add 0, delete 0, find 0/0, race 0+0
[1204009.120132] Free swap  = 2931820kB
[1204009.120170] Total swap = 2931820kB
[1204009.120208] Free swap:       2931820kB
[1204009.120246] 521888 pages of RAM
[1204009.120284] 8312 reserved pages
[1204009.120322] 211906 pages shared
[1204009.120360] 0 pages swap cached
>>> 2008-08-14T21:16:30Z logs lines key=web2
[1204609.120360] usb 2-1: USB disconnect, address 3
