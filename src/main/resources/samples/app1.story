# A driver of the site's own that reads through a null pointer. Syslog of RFC 5424, the host in each line.
# source: made by hand after Linux 6.12, arch/x86/mm/fault.c and lib/dump_stack.c, and RFC 5424
>>> 2024-11-12T06:00:02Z configs whole host-id=app1
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
>>> 2024-11-12T06:00:03Z configs whole host-id=app1
kernel.osrelease = 6.12.6-amd64
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
>>> 2024-11-12T08:14:00.120Z logs lines
<4>1 2024-11-12T08:14:00.120000Z app1 kernel - - - [317568.915004] sensor_hub: loading out-of-tree module taints kernel.
<6>1 2024-11-12T08:14:00.120040Z app1 kernel - - - [317568.915044] sensor_hub 1-0048: 4 channels
>>> 2024-11-12T08:15:30.120Z logs lines
<1>1 2024-11-12T08:15:30.120000Z app1 kernel - - - [317658.915004] BUG: kernel NULL pointer dereference, address: 0000000000000020
<1>1 2024-11-12T08:15:30.120009Z app1 kernel - - - [317658.915013] #PF: supervisor read access in kernel mode
<1>1 2024-11-12T08:15:30.120018Z app1 kernel - - - [317658.915022] #PF: error_code(0x0000) - not-present page
<6>1 2024-11-12T08:15:30.120027Z app1 kernel - - - [317658.915031] PGD 0 P4D 0 
<4>1 2024-11-12T08:15:30.120036Z app1 kernel - - - [317658.915040] Oops: Oops: 0000 [#1] PREEMPT SMP NOPTI
<4>1 2024-11-12T08:15:30.120045Z app1 kernel - - - [317658.915049] CPU: 2 UID: 0 PID: 2210 Comm: sensord Tainted: G           OE      6.12.6-amd64 #1  Debian 6.12.6-1
<4>1 2024-11-12T08:15:30.120054Z app1 kernel - - - [317658.915058] Tainted: [O]=OOT_MODULE, [E]=UNSIGNED_MODULE
<4>1 2024-11-12T08:15:30.120063Z app1 kernel - - - [317658.915067] Hardware name: Example Industrial Board, BIOS 2.14 11/30/2023
<4>1 2024-11-12T08:15:30.120072Z app1 kernel - - - [317658.915076] RIP: 0010:shub_read_channel+0x1c/0x90 [sensor_hub]
<4>1 2024-11-12T08:15:30.120081Z app1 kernel - - - [317658.915085] Code: 90 90 90 90 90 90 90 90 f3 0f 1e fa 0f 1f 44 00 00 55 53 48 8b 87 d0 00 00 00 48 89 f3 <48> 8b 68 20 48 85 ed 74 2b 48 8b 45 00 48 89 de 48 89 ef e8 3c 41
<4>1 2024-11-12T08:15:30.120090Z app1 kernel - - - [317658.915094] RSP: 0018:ffffb2d3c0a7fd60 EFLAGS: 00010246
<4>1 2024-11-12T08:15:30.120099Z app1 kernel - - - [317658.915103] RAX: 0000000000000000 RBX: ffffb2d3c0a7fdb0 RCX: 0000000000000000
<4>1 2024-11-12T08:15:30.120108Z app1 kernel - - - [317658.915112] RDX: 0000000000000004 RSI: ffffb2d3c0a7fdb0 RDI: ffff9f31c2b4e000
<4>1 2024-11-12T08:15:30.120117Z app1 kernel - - - [317658.915121] RBP: ffff9f31c1d20a00 R08: 0000000000000000 R09: 0000000000000000
<4>1 2024-11-12T08:15:30.120126Z app1 kernel - - - [317658.915130] R10: 0000000000000000 R11: 0000000000000000 R12: 0000000000000004
<4>1 2024-11-12T08:15:30.120135Z app1 kernel - - - [317658.915139] R13: ffffb2d3c0a7fe68 R14: ffff9f31c2b4e0d0 R15: 0000000000000000
<4>1 2024-11-12T08:15:30.120144Z app1 kernel - - - [317658.915148] FS:  00007f5b1c9a0740(0000) GS:ffff9f3339d00000(0000) knlGS:0000000000000000
<4>1 2024-11-12T08:15:30.120153Z app1 kernel - - - [317658.915157] CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033
<4>1 2024-11-12T08:15:30.120162Z app1 kernel - - - [317658.915166] CR2: 0000000000000020 CR3: 0000000104f1c000 CR4: 0000000000350ef0
<4>1 2024-11-12T08:15:30.120171Z app1 kernel - - - [317658.915175] Call Trace:
<4>1 2024-11-12T08:15:30.120180Z app1 kernel - - - [317658.915184]  <TASK>
<4>1 2024-11-12T08:15:30.120189Z app1 kernel - - - [317658.915193]  shub_show_value+0x3e/0x70 [sensor_hub]
<4>1 2024-11-12T08:15:30.120198Z app1 kernel - - - [317658.915202]  dev_attr_show+0x19/0x50
<4>1 2024-11-12T08:15:30.120207Z app1 kernel - - - [317658.915211]  sysfs_kf_seq_show+0xa8/0x100
<4>1 2024-11-12T08:15:30.120216Z app1 kernel - - - [317658.915220]  seq_read_iter+0x120/0x460
<4>1 2024-11-12T08:15:30.120225Z app1 kernel - - - [317658.915229]  vfs_read+0x25c/0x350
<4>1 2024-11-12T08:15:30.120234Z app1 kernel - - - [317658.915238]  ksys_read+0x6f/0xf0
<4>1 2024-11-12T08:15:30.120243Z app1 kernel - - - [317658.915247]  do_syscall_64+0x82/0x190
<4>1 2024-11-12T08:15:30.120252Z app1 kernel - - - [317658.915256]  ? do_sys_openat2+0x9c/0xe0
<4>1 2024-11-12T08:15:30.120261Z app1 kernel - - - [317658.915265]  ? syscall_exit_to_user_mode+0x37/0x1b0
<4>1 2024-11-12T08:15:30.120270Z app1 kernel - - - [317658.915274]  entry_SYSCALL_64_after_hwframe+0x76/0x7e
<4>1 2024-11-12T08:15:30.120279Z app1 kernel - - - [317658.915283] RIP: 0033:0x7f5b1caa01ed
<4>1 2024-11-12T08:15:30.120288Z app1 kernel - - - [317658.915292] Code: 31 c0 e9 c6 fe ff ff 50 48 8d 3d 66 54 0a 00 e8 39 ff 01 00 66 0f 1f 84 00 00 00 00 00 80 3d 41 24 0e 00 00 74 17 31 c0 0f 05 <48> 3d 00 f0 ff ff 77 5b c3 66 2e 0f 1f 84 00 00 00 00 00 48 83 ec
<4>1 2024-11-12T08:15:30.120297Z app1 kernel - - - [317658.915301] RSP: 002b:00007ffc0e1b2c58 EFLAGS: 00000246 ORIG_RAX: 0000000000000000
<4>1 2024-11-12T08:15:30.120306Z app1 kernel - - - [317658.915310]  </TASK>
<4>1 2024-11-12T08:15:30.120315Z app1 kernel - - - [317658.915319] Modules linked in: sensor_hub(OE) i2c_dev nf_tables nfnetlink sunrpc intel_rapl_msr efi_pstore ext4 crc16 mbcache jbd2 r8169
<4>1 2024-11-12T08:15:30.120324Z app1 kernel - - - [317658.915328] CR2: 0000000000000020
<4>1 2024-11-12T08:15:30.120333Z app1 kernel - - - [317658.915337] ---[ end trace 0000000000000000 ]---
>>> 2024-11-12T08:15:50.120Z logs lines
<30>1 2024-11-12T08:15:50.120000Z app1 systemd 1 - - sensord.service: Main process exited, code=killed, status=9/KILL
>>> 2024-11-12T08:18:30.120Z logs lines
<6>1 2024-11-12T08:18:30.120000Z app1 kernel - - - [317838.915004] usb 1-2: USB disconnect, device number 4
