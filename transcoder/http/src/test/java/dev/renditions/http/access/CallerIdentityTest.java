package dev.renditions.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.http.message.Caller;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallerIdentityTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, address:203.0.113.7",
        "2001:db8:1:2:3:4:5:6, address:20010db800010002/64",
        "2001:DB8:1:2::9, address:20010db800010002/64",
        "2001:db8:1:3::9, address:20010db800010003/64",
        "fe80::1%eth0, address:fe80000000000000/64",
        "::1, address:0000000000000000/64",
        "not an address, address:not an address",
        "a:b:c:not, address:a:b:c:not",
        ":::::, address::::::"
    })
    void addressesOfOneNetworkShareAName(String address, String name) {
        assertThat(CallerIdentity.at(new Caller.Address(address)).name()).isEqualTo(name);
    }

    @Test
    void namesOfDifferentKindsNeverCollide() {
        assertThat(CallerIdentity.of(new Caller.Principal("x", Optional.of("AKIA1")))
                        .name())
                .isNotEqualTo(CallerIdentity.at(new Caller.Address("x")).name())
                .isNotEqualTo(CallerIdentity.with("x", new Caller.Address("x")).name());
        assertThat(CallerIdentity.of(new Caller.Principal("x", Optional.of("AKIA1")))
                        .session())
                .isPresent();
        assertThat(CallerIdentity.with("x", new Caller.Address("x")).session()).isEmpty();
    }
}
