package dev.oopsight.diagnosis;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.KernelTrace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the kernel was busy with when it failed, told from the functions of the main call trace. The
 * innermost function that any row knows decides: a packet received may cause one to be sent.
 *
 * <p>Source: Linux net/core/dev.c, net/core/skbuff.c, net/ipv4/tcp*.c, block/, fs/.
 */
enum CallPath {
  /** A packet is being received. */
  RX,
  /** A packet is being sent. */
  TX,
  /** A connection is being accepted. */
  ACCEPT,
  /** A block device is at work. */
  STORAGE,
  /** A file system is at work. */
  FS,
  /** None of these. */
  OTHER;

  /** One row: names of functions that tell the path. */
  private record Row(CallPath path, How how, String name) {
    boolean matches(String function) {
      return switch (how) {
        case IS -> function.equals(name);
        case BEGINS -> function.startsWith(name);
        case HAS -> function.contains(name);
      };
    }
  }

  private enum How {
    IS,
    BEGINS,
    HAS
  }

  /** First match wins, for one function. */
  private static final List<Row> ROWS =
      List.of(
          new Row(ACCEPT, How.BEGINS, "inet_csk_clone"),
          new Row(ACCEPT, How.BEGINS, "inet_csk_accept"),
          new Row(ACCEPT, How.IS, "sk_clone"),
          new Row(ACCEPT, How.IS, "sk_clone_lock"),
          new Row(ACCEPT, How.IS, "tcp_conn_request"),
          new Row(ACCEPT, How.IS, "tcp_v4_syn_recv_sock"),
          new Row(ACCEPT, How.IS, "tcp_v6_syn_recv_sock"),
          new Row(ACCEPT, How.IS, "tcp_create_openreq_child"),
          new Row(TX, How.IS, "dev_hard_start_xmit"),
          new Row(TX, How.BEGINS, "dev_queue_xmit"),
          new Row(TX, How.IS, "__dev_queue_xmit"),
          new Row(TX, How.HAS, "_start_xmit"),
          new Row(TX, How.IS, "tcp_write_xmit"),
          new Row(TX, How.BEGINS, "tcp_sendmsg"),
          new Row(TX, How.IS, "sk_stream_alloc_skb"),
          new Row(TX, How.IS, "tcp_stream_alloc_skb"),
          new Row(TX, How.BEGINS, "sock_alloc_send_"),
          new Row(TX, How.IS, "skb_linearize"),
          new Row(TX, How.IS, "__skb_linearize"),
          new Row(TX, How.IS, "skb_segment"),
          new Row(RX, How.IS, "__netdev_alloc_skb"),
          new Row(RX, How.IS, "netdev_alloc_skb"),
          new Row(RX, How.IS, "__netdev_alloc_frag"),
          new Row(RX, How.IS, "netdev_alloc_frag"),
          new Row(RX, How.IS, "__napi_alloc_skb"),
          new Row(RX, How.IS, "napi_alloc_skb"),
          new Row(RX, How.IS, "napi_get_frags"),
          new Row(RX, How.IS, "page_pool_alloc_pages"),
          new Row(RX, How.IS, "tcp_collapse"),
          new Row(RX, How.HAS, "_alloc_rx"),
          new Row(RX, How.HAS, "_rx_fill"),
          new Row(RX, How.HAS, "_rx_refill"),
          new Row(RX, How.HAS, "_refill_rx"),
          new Row(RX, How.HAS, "_clean_rx"),
          new Row(RX, How.HAS, "_rx_interrupt"),
          new Row(RX, How.IS, "napi_gro_receive"),
          new Row(RX, How.BEGINS, "netif_receive_skb"),
          new Row(RX, How.BEGINS, "__netif_receive_skb"),
          new Row(RX, How.IS, "process_backlog"),
          new Row(RX, How.IS, "__napi_poll"),
          new Row(RX, How.IS, "net_rx_action"),
          new Row(FS, How.BEGINS, "ext2_"),
          new Row(FS, How.BEGINS, "ext3_"),
          new Row(FS, How.BEGINS, "ext4_"),
          new Row(FS, How.BEGINS, "xfs_"),
          new Row(FS, How.BEGINS, "btrfs_"),
          new Row(FS, How.BEGINS, "f2fs_"),
          new Row(FS, How.BEGINS, "nfs_"),
          new Row(FS, How.BEGINS, "nfsd_"),
          new Row(FS, How.BEGINS, "cifs_"),
          new Row(FS, How.BEGINS, "ceph_"),
          new Row(FS, How.BEGINS, "fuse_"),
          new Row(FS, How.BEGINS, "vfs_"),
          new Row(STORAGE, How.BEGINS, "nvme_"),
          new Row(STORAGE, How.BEGINS, "scsi_"),
          new Row(STORAGE, How.BEGINS, "ata_"),
          new Row(STORAGE, How.BEGINS, "blk_"),
          new Row(STORAGE, How.BEGINS, "submit_bio"),
          new Row(STORAGE, How.BEGINS, "dm_"),
          new Row(STORAGE, How.BEGINS, "raid"),
          new Row(STORAGE, How.BEGINS, "md_"));

  /**
   * The path of a trace; empty where it has no frames. Frames that the kernel itself doubted count
   * only where no other tells a path.
   */
  static Optional<CallPath> of(KernelTrace trace) {
    if (trace.frames().isEmpty()) return Optional.empty();
    return Optional.of(
        innermost(trace, Frame::reliable).or(() -> innermost(trace, f -> true)).orElse(OTHER));
  }

  /** Lower case: the name in rules. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<CallPath> innermost(KernelTrace trace, Predicate<Frame> counts) {
    return trace.frames().stream()
        .filter(counts)
        .flatMap(f -> ROWS.stream().filter(row -> row.matches(f.function())).limit(1))
        .map(Row::path)
        .findFirst();
  }
}
