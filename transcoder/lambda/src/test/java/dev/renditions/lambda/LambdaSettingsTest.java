package dev.renditions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.config.SettingsException;
import dev.renditions.testing.Checkout;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LambdaSettingsTest {
    @Test
    void defaultsAreNoQueueNoBusAndEveryProfile() {
        LambdaSettings settings = LambdaSettings.read(Map.of());
        assertThat(settings.deadLetters()).isEmpty();
        assertThat(settings.eventBus()).isEmpty();
        assertThat(settings.maxReceives()).isEqualTo(10);
        assertThat(settings.routes().of("x")).isEqualTo(settings.settings().profiles());
    }

    @Test
    void everythingCanBeSet() {
        LambdaSettings settings = LambdaSettings.read(Map.of(
                "RENDITIONS_PROFILES", "poster",
                "RENDITIONS_ROUTES", "[{\"prefix\":\"a/\",\"profiles\":[\"mp4-720p\"]},{}]",
                "RENDITIONS_DEAD_LETTERS", "https://sqs.eu-central-1.amazonaws.com/111122223333/dead",
                "RENDITIONS_MAX_RECEIVES", "3",
                "RENDITIONS_EVENT_BUS", "arn:aws:events:eu-central-1:111122223333:event-bus/media",
                "AWS_REGION", "eu-central-1"));
        assertThat(settings.deadLetters())
                .contains(URI.create("https://sqs.eu-central-1.amazonaws.com/111122223333/dead"));
        assertThat(settings.maxReceives()).isEqualTo(3);
        assertThat(settings.eventBus()).contains("arn:aws:events:eu-central-1:111122223333:event-bus/media");
        assertThat(settings.routes().of("a/x").get(0).name()).isEqualTo("mp4-720p");
        assertThat(settings.routes().of("b/x").get(0).name()).isEqualTo("poster");
    }

    @Test
    void allMistakesAreReportedTogether() {
        List<String> mistakes = catchThrowableOfType(
                        SettingsException.class,
                        () -> LambdaSettings.read(Map.of(
                                "RENDITIONS_STORE", "nowhere",
                                "RENDITIONS_ROUTE", "[]",
                                "RENDITIONS_ROUTES", "[{\"types\":[\"text\"],\"profiles\":[\"of-my-own\"]}]",
                                "RENDITIONS_DEAD_LETTERS", "dead",
                                "RENDITIONS_MAX_RECEIVES", "0",
                                "RENDITIONS_EVENT_BUS", "a bus")))
                .mistakes();
        assertThat(mistakes)
                .hasSize(6)
                .anyMatch(m -> m.startsWith("RENDITIONS_STORE: "))
                .anyMatch(m -> m.contains("unknown environment variable RENDITIONS_ROUTE"))
                .anyMatch(m -> m.startsWith("RENDITIONS_ROUTES: route 1: unknown entry \"text\" in types; known are "))
                .anyMatch(m -> m.startsWith("RENDITIONS_DEAD_LETTERS: 'dead' is not"))
                .anyMatch(m -> m.startsWith("RENDITIONS_MAX_RECEIVES: '0'"))
                .anyMatch(m -> m.startsWith("RENDITIONS_EVENT_BUS: 'a bus'"));
    }

    @Test
    void routesNameExistingProfiles() {
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> LambdaSettings.read(
                                        Map.of("RENDITIONS_ROUTES", "[{\"profiles\":[\"mp4-9000p\"]}]")))
                        .mistakes())
                .singleElement()
                .satisfies(m -> assertThat(m)
                        .startsWith("RENDITIONS_ROUTES: route 1: unknown entry \"mp4-9000p\" in profiles; known are "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "my.bus_1-x", "aws.partner/example.com/x"})
    void busNamesAreAccepted(String name) {
        assertThat(LambdaSettings.read(Map.of("RENDITIONS_EVENT_BUS", name)).eventBus())
                .contains(name);
    }

    @ParameterizedTest
    @EnumSource(LambdaSetting.class)
    void everySettingIsInTheDocumentation(LambdaSetting setting) throws Exception {
        assertThat(Files.readString(Checkout.path("docs", "operations.md")))
                .contains("| `" + setting.variable() + "` |");
    }
}
