package dev.renditions.deploy;

import static dev.renditions.deploy.Template.at;
import static dev.renditions.deploy.Template.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.config.SettingsException;
import dev.renditions.lambda.LambdaSettings;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.nodes.Node;

/** Parameters of the template: their patterns agree with the functions, and a change publishes a new version. */
class ParametersTest {
    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.read(Checkout.path("template.yaml"));
    }

    @ParameterizedTest
    @CsvSource({
        "LinkLifetime, RENDITIONS_LINK_LIFETIME, 1m, true",
        "LinkLifetime, RENDITIONS_LINK_LIFETIME, 9999m, true",
        "LinkLifetime, RENDITIONS_LINK_LIFETIME, 168h, true",
        "LinkLifetime, RENDITIONS_LINK_LIFETIME, 169h, false",
        "RequestRate, RENDITIONS_RATE_LIMIT, 1/9999m, true",
        "RequestRate, RENDITIONS_RATE_LIMIT, 1/720h, true",
        "RequestRate, RENDITIONS_RATE_LIMIT, 1/721h, false",
    })
    void patternsRefuseWhatTheFunctionsRefuse(String parameter, String variable, String value, boolean accepted) {
        String pattern = text(at(template.section("Parameters").get(parameter), "AllowedPattern")
                .orElseThrow());

        assertThat(value.matches(pattern)).isEqualTo(accepted);
        if (accepted) {
            assertThatCode(() -> LambdaSettings.read(Map.of(variable, value))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> LambdaSettings.read(Map.of(variable, value)))
                    .isInstanceOf(SettingsException.class);
        }
    }

    @Test
    void changedParameterPublishesANewVersion() {
        Set<String> used = new TreeSet<>();
        addReferences(template.section("Globals").get("Function"), used);
        template.resources("AWS::Serverless::Function").values().forEach(function -> {
            Map<String, Node> properties =
                    Template.members(at(function, "Properties").orElseThrow());
            // These belong to the function, not to a version.
            properties.keySet().removeAll(Set.of("ReservedConcurrentExecutions", "FunctionUrlConfig", "Events"));
            properties.values().forEach(property -> addReferences(property, used));
            for (String description : List.of("Description", "VersionDescription")) {
                assertThat(Template.references(properties.get(description)))
                        .as("a version is published when the function and its own description change")
                        .contains("Configuration");
            }
        });
        used.retainAll(changing());

        assertThat(used).contains("MemorySize", "Routes", "CacheCluster", "FfmpegLayerArm", "SigningKeysSecretArn");
        Set<String> counted = new TreeSet<>();
        addReferences(template.section("Resources").get("Configuration"), counted);
        assertThat(counted).containsAll(used);
    }

    /** Adds what a part refers to, directly and through conditions. */
    private static void addReferences(Node part, Set<String> names) {
        for (String name : Template.references(part)) {
            Node condition = template.section("Conditions").get(name);
            if (condition != null) {
                addReferences(condition, names);
            }
            names.add(name);
        }
    }

    /** Parameters, and resources whose address or version changes when they do. */
    private static Set<String> changing() {
        Set<String> names = new TreeSet<>(template.section("Parameters").keySet());
        for (String type : List.of(
                "AWS::Serverless::LayerVersion",
                "AWS::ElastiCache::CacheCluster",
                "AWS::ElastiCache::ServerlessCache",
                "AWS::EC2::SecurityGroup")) {
            names.addAll(template.resources(type).keySet());
        }
        return names;
    }
}
