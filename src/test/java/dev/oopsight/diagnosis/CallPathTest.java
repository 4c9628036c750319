package dev.oopsight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.KernelTrace;
import dev.oopsight.trace.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallPathTest {

  @ParameterizedTest
  @CsvSource({
    "RX, new_slab __alloc_skb __netdev_alloc_skb tg3_alloc_rx_skb tg3_poll net_rx_action",
    "RX, __alloc_pages page_frag_alloc __napi_alloc_skb ice_clean_rx_irq __napi_poll",
    "RX, __alloc_skb tcp_collapse tcp_try_rmem_schedule tcp_data_queue",
    "TX, __alloc_skb sk_stream_alloc_skb tcp_sendmsg sock_sendmsg",
    "TX, pskb_expand_head __skb_linearize dev_queue_xmit tcp_ack tcp_v4_rcv net_rx_action",
    "ACCEPT, sk_prot_alloc sk_clone_lock inet_csk_clone_lock tcp_v4_rcv net_rx_action",
    "FS, kmalloc_order xfs_buf_get_map xfs_log_force",
    "STORAGE, sg_alloc_table scsi_init_io scsi_queue_rq",
    "OTHER, copy_process do_fork",
    "OTHER, ep_poll do_sys_poll"
  })
  void isToldByTheInnermostFunctionThatIsKnown(CallPath path, String functions) {
    KernelTrace trace =
        Traces.of(Kind.PAGE_ALLOCATION_FAILURE).frames(functions.split(" ")).build();

    assertThat(CallPath.of(trace)).contains(path);
  }

  @Test
  void isToldByReliableFramesBeforeDoubtfulOnes() {
    KernelTrace trace =
        Traces.of(Kind.WARNING).doubtfulThenReliable("tcp_sendmsg", "net_rx_action").build();

    assertThat(CallPath.of(trace)).contains(CallPath.RX);
  }

  @Test
  void isUnknownWithoutFrames() {
    assertThat(CallPath.of(Traces.of(Kind.WARNING).build())).isEmpty();
  }
}
