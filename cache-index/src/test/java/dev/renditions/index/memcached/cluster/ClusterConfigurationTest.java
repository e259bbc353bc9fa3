package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigurationTest {
    @Test
    void replyOfElastiCacheIsRead() throws IOException {
        // The example in AWS's guide to auto discovery.
        ClusterConfiguration cluster = ClusterConfiguration.parse("CONFIG cluster 0 136\r\n12\n"
                + "myCluster.pc4ldq.0001.use1.cache.amazonaws.com|10.82.235.120|11211 "
                + "myCluster.pc4ldq.0002.use1.cache.amazonaws.com|10.80.249.27|11211\n\r\nEND\r\n");
        assertThat(cluster.version()).isEqualTo(12);
        assertThat(HostPort.of(cluster.servers()))
                .isEqualTo("myCluster.pc4ldq.0001.use1.cache.amazonaws.com:11211,"
                        + "myCluster.pc4ldq.0002.use1.cache.amazonaws.com:11211");
    }

    @Test
    void serverWithoutANameHasItsAddress() throws IOException {
        ClusterConfiguration cluster =
                ClusterConfiguration.parse("CONFIG cluster 0 40\r\n1\r\n|10.0.0.1|11211 |::1|11212\r\n\r\nEND\r\n");
        assertThat(HostPort.of(cluster.servers())).isEqualTo("10.0.0.1:11211,[::1]:11212");
    }

    @Test
    void removesDuplicateServers() throws IOException {
        ClusterConfiguration cluster =
                ClusterConfiguration.parse("CONFIG cluster 0 40\r\n1\r\na|10.0.0.1|1 a|10.0.0.2|1\r\n\r\nEND\r\n");
        assertThat(HostPort.of(cluster.servers())).isEqualTo("a:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ERROR\r\n",
                "END\r\n",
                "CONFIG cluster 0 2\r\n12\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\nx\r\na|10.0.0.1|1\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\n1\r\na|10.0.0.1\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\n1\r\na|10.0.0.1|0\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\n1\r\na|10.0.0.1|99999999999\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\n1\r\nfile:///etc|10.0.0.1|1\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\n1\r\n||1\r\n\r\nEND\r\n",
                "CONFIG cluster 0 9\r\n1\r\na|10.0.0.1|1",
                "CONFIG cluster 0 9\r\n9999999999999999999999\r\na|10.0.0.1|1\r\n\r\nEND\r\n"
            })
    void refusesInvalidServerLists(String reply) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ClusterConfiguration.parse(reply))
                .withMessageMatching("(?s)it does not list the servers .*|it lists an invalid server .*");
    }
}
