# A host that is well: it is known, and nothing was found on it. One record of its shipper is broken;
# that one is in the dead letters.
# source: made by hand
>>> 2024-11-12T06:00:04Z configs whole host-id=edge1
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
>>> 2024-11-12T06:00:05Z configs whole host-id=edge1
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
>>> 2024-11-12T07:00:00Z logs lines
Nov 12 07:00:00 edge1 kernel: [91204.005120] EXT4-fs (sda2): mounted filesystem with ordered data mode. Quota mode: none.
>>> 2024-11-12T07:00:41Z logs lines
Nov 12 07:00:41 edge1 kernel: [91245.005120] usb 1-2: USB disconnect, device number 4
>>> 2024-11-12T07:00:44Z logs lines
Nov 12 07:00:44 edge1 kernel: [91248.005120] usb 1-2: new high-speed USB device number 5 using xhci_hcd
>>> 2024-11-12T07:01:00Z logs hex key=edge1
9f02e1007c18d3aa0004fe5b11c0078e
0103f1a9d20e00ff6b17c4029d330afe
