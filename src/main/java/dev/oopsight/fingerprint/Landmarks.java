package dev.oopsight.fingerprint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Functions by which a stack's path is told, whichever driver lies between them. Only functions of
 * the core kernel that have kept their names over many releases; where one was renamed, all names
 * stand in one row.
 */
final class Landmarks {

  private static final String TABLE =
      """
      slab: new_slab allocate_slab __slab_alloc ___slab_alloc cache_grow cache_grow_begin fallback_alloc
      slab: kmem_getpages cache_alloc_refill kmem_cache_alloc kmem_cache_alloc_node __kmalloc
      slab: __kmalloc_node_track_caller __kmalloc_track_caller kmem_cache_alloc_noprof __kmalloc_noprof
      skb: __alloc_skb alloc_skb dev_alloc_skb __dev_alloc_skb __netdev_alloc_skb __napi_alloc_skb
      skb: napi_alloc_skb build_skb pskb_expand_head skb_copy skb_linearize __skb_linearize
      page-frag: __page_frag_cache_refill page_frag_alloc page_frag_alloc_align skb_page_frag_refill
      vmalloc: __vmalloc __vmalloc_node __vmalloc_node_range vmalloc
      rx: net_rx_action __napi_poll netif_receive_skb __netif_receive_skb netif_rx process_backlog
      tx: dev_hard_start_xmit dev_queue_xmit __dev_queue_xmit sch_direct_xmit net_tx_action
      tcp-in: tcp_v4_rcv tcp_v6_rcv tcp_rcv_established tcp_v4_do_rcv tcp_collapse tcp_prune_queue
      tcp-out: tcp_sendmsg tcp_sendmsg_locked tcp_write_xmit tcp_push_one tcp_transmit_skb
      accept: inet_csk_clone inet_csk_clone_lock sk_prot_alloc sk_clone_lock tcp_v4_syn_recv_sock
      block: submit_bio generic_make_request submit_bio_noacct blk_mq_run_hw_queue blk_mq_dispatch_rq_list
      scsi: scsi_queue_rq scsi_request_fn scsi_dispatch_cmd
      writeback: wb_workfn wb_writeback pdflush bdi_writeback_workfn do_writepages
      reclaim: kswapd balance_pgdat shrink_node shrink_zone try_to_free_pages
      compaction: kcompactd compact_zone try_to_compact_pages
      readahead: page_cache_ra_unbounded __do_page_cache_readahead ondemand_readahead
      fault: do_page_fault exc_page_fault handle_mm_fault __handle_mm_fault do_anonymous_page
      exec: do_execve do_execveat_common load_elf_binary bprm_execve
      fork: do_fork _do_fork kernel_clone copy_process dup_task_struct
      read: vfs_read ksys_read sys_read
      write: vfs_write ksys_write sys_write
      ioctl: sys_ioctl do_vfs_ioctl __x64_sys_ioctl
      mount: do_mount path_mount vfs_get_tree
      module: do_init_module sys_init_module load_module do_one_initcall
      exit: do_exit do_group_exit
      softirq: __do_softirq do_softirq handle_softirqs run_ksoftirqd
      timer: run_timer_softirq __run_timers call_timer_fn hrtimer_interrupt __hrtimer_run_queues
      tasklet: tasklet_action tasklet_action_common
      irq: do_IRQ common_interrupt __common_interrupt handle_irq_event handle_IRQ_event
      work: process_one_work worker_thread
      kthread: kthread
      idle: cpu_idle cpu_idle_loop do_idle cpu_startup_entry
      """;

  private static final Map<String, String> BY_FUNCTION = table();

  private Landmarks() {}

  /** The part of the kernel that a function stands for. */
  static Optional<String> of(String function) {
    return Optional.ofNullable(BY_FUNCTION.get(function));
  }

  private static Map<String, String> table() {
    Map<String, String> table = new HashMap<>();
    for (String row : TABLE.lines().toList()) {
      String[] parts = row.split(": ", 2);
      for (String function : parts[1].split(" ")) table.put(function, parts[0]);
    }
    return Map.copyOf(table);
  }
}
