package dev.renditions.index.memcached.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemcachedSettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memcached://localhost:11212|localhost:11212",
                "memcached://cache|cache:11211",
                "memcached://a:1,b-2.example.com:65535,10.0.0.7|a:1,b-2.example.com:65535,10.0.0.7:11211",
                "memcached://[::1]:11212,[fe80::1%eth0]|[::1]:11212,[fe80::1%eth0]:11211",
                "memcached+tls://a,b:1|a:11211,b:1",
                "memcached+discover://a.cfg.example.com|a.cfg.example.com:11211",
            })
    void serversAreReadInTheirOrder(String text, String names) {
        assertThat(MemcachedSettings.parse(text).names()).isEqualTo(names);
    }

    @Test
    void namesAreNotResolved() {
        MemcachedSettings settings = MemcachedSettings.parse("memcached://localhost:11212");
        assertThat(settings.servers()).allMatch(InetSocketAddress::isUnresolved);
        MemcachedSettings resolved =
                settings(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 11212)), settings.budget());
        assertThat(resolved.servers()).allMatch(InetSocketAddress::isUnresolved);
    }

    @Test
    void defaultBudgetIsOneHundredMilliseconds() {
        MemcachedSettings settings = MemcachedSettings.parse("memcached://localhost");
        assertThat(settings.budget()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.withBudget(Duration.ofMillis(50)).budget()).isEqualTo(Duration.ofMillis(50));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:11211|not a memcached index: 'localhost:11211'; write memcached://HOST:PORT[,HOST:PORT...]",
                "memory:|not a memcached index: 'memory:'",
                "memcached+udp://a|not a memcached index: 'memcached+udp://a'",
                "memcached+tls://|a memcached server has no name in 'memcached+tls://'; write memcached+tls://HOST",
                "memcached+tls://a/|not a memcached server: 'a/' in 'memcached+tls://a/'; write memcached+tls://HOST",
                "memcached+discover://a,b|discovery needs exactly one server, not a:11211,b:11211; write",
                "memcached://|a memcached server has no name in 'memcached://'",
                "memcached://a,|a memcached server has no name in 'memcached://a,'",
                "memcached://a:0|the port of the memcached server 'a:0' must be a number from 1 to 65535",
                "memcached://a:65536|the port of the memcached server 'a:65536' must be",
                "memcached://a:|the port of the memcached server 'a:' must be",
                "memcached://a:x|the port of the memcached server 'a:x' must be",
                "memcached://a:11211/|the port of the memcached server 'a:11211/' must be",
                "memcached://::1|not a memcached server: '::1' in 'memcached://::1'",
                "memcached://:11211|not a memcached server: ':11211'",
                "memcached://user@a|not a memcached server: 'user@a'",
                "memcached://a/b|not a memcached server: 'a/b'",
                "memcached://a:1,b,a:1|a memcached server is given twice: a:1,b:11211,a:1",
            })
    void reportsEveryMistake(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemcachedSettings.parse(text))
                .withMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT1M0.001S"})
    void budgetIsFromAMillisecondToAMinute(Duration budget) {
        MemcachedSettings settings = MemcachedSettings.parse("memcached://a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withBudget(budget))
                .withMessageContaining("budget");
    }

    @Test
    void refusesAnEmptyServerList() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(List.of(), Duration.ofSeconds(1)))
                .withMessageContaining("no memcached server is given");
    }

    @ParameterizedTest
    @CsvSource({
        "memcached://a, PLAIN",
        "memcached+tls://a, TLS",
        "memcached+discover://a, DISCOVER",
        "memcached+tls+discover://a, TLS_DISCOVER"
    })
    void schemeSelectsTheMode(String text, MemcachedSettings.Mode mode) {
        MemcachedSettings settings = MemcachedSettings.parse(text).withBudget(Duration.ofMillis(7));
        assertThat(settings.mode()).isEqualTo(mode);
        assertThat(settings.trustedCertificates()).isEmpty();
        assertThat(settings.withTrustedCertificates(Path.of("ca.pem")).trustedCertificates())
                .contains(Path.of("ca.pem"));
    }

    private static MemcachedSettings settings(List<InetSocketAddress> servers, Duration budget) {
        return new MemcachedSettings(
                MemcachedSettings.Mode.PLAIN,
                servers,
                budget,
                Clock.systemUTC(),
                MemcachedSettings.parse("memcached://a").staleLeases(),
                Optional.empty());
    }
}
