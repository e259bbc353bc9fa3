package dev.renditions.deploy;

import static dev.renditions.deploy.Template.at;
import static dev.renditions.deploy.Template.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.Context;
import dev.renditions.api.segment.SegmentStore;
import dev.renditions.config.Setting;
import dev.renditions.lambda.LambdaSetting;
import dev.renditions.lambda.LambdaSettings;
import dev.renditions.store.RenditionLayout;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Checks of template.yaml that cfn-lint can't do: that it agrees with the code and with itself. */
class TemplateTest {
    private static final String FUNCTION = "AWS::Serverless::Function";

    /** Variables that are not settings of Renditions. */
    private static final Set<String> FOREIGN = Set.of("JAVA_TOOL_OPTIONS", "POWERTOOLS_SERVICE_NAME");

    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.read(Checkout.path("template.yaml"));
    }

    @Test
    void handlersExist() throws ReflectiveOperationException {
        assertThat(template.resources(FUNCTION)).hasSize(4);
        for (Node function : template.resources(FUNCTION).values()) {
            String handler = text(at(function, "Properties", "Handler").orElseThrow());
            assertThat(handler).matches("dev\\.renditions\\.lambda\\.[A-Za-z]+::handleRequest");

            Class<?> type = Class.forName(handler.substring(0, handler.indexOf("::")));
            assertThat(type.getConstructor()).isNotNull();
            assertThat(Arrays.stream(type.getMethods())
                            .filter(method -> method.getName().equals("handleRequest"))
                            .filter(method ->
                                    List.of(method.getParameterTypes()).contains(Context.class)))
                    .isNotEmpty();
        }
    }

    @Test
    void functionsExitWhenTheyRunOutOfMemory() {
        for (String function : template.resources(FUNCTION).keySet()) {
            assertThat(template.javaOptions(function)).as(function).contains("-XX:+ExitOnOutOfMemoryError");
        }
    }

    @Test
    void corsOriginsMayFetchRenditions() {
        Node bucket = template.resources("AWS::S3::Bucket").get("RenditionsBucket");
        SequenceNode choice =
                (SequenceNode) at(bucket, "Properties", "CorsConfiguration").orElseThrow();
        Node rules = at(choice.getValue().get(1), "CorsRules").orElseThrow();
        Node rule = ((SequenceNode) rules).getValue().get(0);
        assertThat(text(choice.getValue().get(0))).isEqualTo("AnswersPages");
        assertThat(((SequenceNode) at(rule, "AllowedMethods").orElseThrow()).getValue())
                .extracting(Template::text)
                .containsExactly("GET", "HEAD");
        SequenceNode split = (SequenceNode) at(rule, "AllowedOrigins").orElseThrow();
        assertThat(text(split.getValue().get(1))).isEqualTo("CorsOrigins");
    }

    /** The prefix is where S3Leases writes in the store that the template configures. */
    @Test
    void leasesOfKilledWorkersExpire() {
        assertExpires("renditions/leases/", 1);
    }

    @Test
    void segmentsOfUnfinishedTracksExpire() {
        assertExpires("renditions/" + RenditionLayout.SEGMENTS, SegmentStore.KEPT.toDays());
    }

    private static void assertExpires(String expiring, long days) {
        Node bucket = template.resources("AWS::S3::Bucket").get("RenditionsBucket");
        SequenceNode rules = (SequenceNode)
                at(bucket, "Properties", "LifecycleConfiguration", "Rules").orElseThrow();
        assertThat(rules.getValue())
                .filteredOn(rule -> at(rule, "Prefix")
                        .filter(prefix -> text(prefix).equals(expiring))
                        .isPresent())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(at(rule, "Status").map(Template::text)).contains("Enabled");
                    assertThat(at(rule, "ExpirationInDays").map(Template::text)).contains(String.valueOf(days));
                });
    }

    @Test
    void environmentVariablesAreSettings() {
        Set<String> known = new HashSet<>(FOREIGN);
        Stream.of(Setting.values()).map(Setting::variable).forEach(known::add);
        Stream.of(LambdaSetting.values()).map(LambdaSetting::variable).forEach(known::add);

        assertThat(template.resources(FUNCTION).values())
                .allSatisfy(function -> assertThat(template.variables(function))
                        .allSatisfy((variable, value) -> assertThat(known).contains(variable)));
    }

    @Test
    void defaultParametersAreValidSettings() {
        Map<String, String> defaults = template.defaults();
        template.resources(FUNCTION).forEach((name, function) -> {
            Map<String, String> environment = new HashMap<>();
            template.variables(function).forEach((variable, value) -> {
                if (value.getTag().getValue().equals("!Ref") && defaults.containsKey(text(value))) {
                    environment.put(variable, defaults.get(text(value)));
                }
            });

            assertThatCode(() -> LambdaSettings.read(environment)).as(name).doesNotThrowAnyException();
        });
    }

    @Test
    void functionsThatUseTheLayersFfmpegHaveTheLayer() {
        template.resources(FUNCTION)
                .forEach((name, function) -> assertThat(
                                at(function, "Properties", "Layers").isPresent())
                        .as(name)
                        .isEqualTo(template.variables(function).containsKey("RENDITIONS_FFMPEG")));
    }

    @Test
    void everyFunctionHasItsOwnRole() {
        assertThat(template.resources(FUNCTION).values())
                .extracting(function -> text(at(function, "Properties", "Role").orElseThrow()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyFunctionAndLayerIsBuiltByTheMakefile() throws IOException {
        String makefile = Files.readString(Checkout.path("deploy", "Makefile"));
        Map<String, Node> built = new HashMap<>(template.resources(FUNCTION));
        built.putAll(template.resources("AWS::Serverless::LayerVersion"));

        assertThat(built).allSatisfy((name, resource) -> {
            assertThat(text(at(resource, "Metadata", "BuildMethod").orElseThrow()))
                    .isEqualTo("makefile");
            assertThat(makefile).containsPattern("(?m)^(build-\\w+ )*build-" + name + "( build-\\w+)*:$");
        });
    }

    @Test
    void wildcardsInPoliciesAreExplained() {
        List<Node> statements = template.section("Resources").values().stream()
                .flatMap(resource -> Template.all(resource).stream())
                .filter(MappingNode.class::isInstance)
                .flatMap(node -> at(node, "Statement").stream())
                .flatMap(statement -> Template.all(statement).stream())
                .toList();

        assertThat(statements).hasSizeGreaterThan(100);
        assertThat(statements.stream()
                        .filter(node -> node instanceof ScalarNode scalar
                                && scalar.getValue().contains("*"))
                        .filter(node -> !template.explained(node))
                        .map(template::place))
                .isEmpty();
    }

    @Test
    void everyParameterIsUsed() {
        Set<String> used = new TreeSet<>();
        for (String section : List.of("Conditions", "Globals", "Resources", "Outputs")) {
            template.section(section).values().forEach(part -> used.addAll(Template.references(part)));
        }

        assertThat(used).containsAll(template.section("Parameters").keySet());
    }

    @Test
    void everyParameterIsDescribedAndGrouped() {
        Set<String> grouped = new HashSet<>();
        Node groups = template.section("Metadata").get("AWS::CloudFormation::Interface");
        ((SequenceNode) at(groups, "ParameterGroups").orElseThrow())
                .getValue()
                .forEach(group -> ((SequenceNode) at(group, "Parameters").orElseThrow())
                        .getValue()
                        .forEach(name -> grouped.add(text(name))));

        assertThat(grouped).isEqualTo(template.section("Parameters").keySet());
        assertThat(template.section("Parameters").values())
                .allSatisfy(parameter -> assertThat(
                                text(at(parameter, "Description").orElseThrow()))
                        .isNotBlank());
    }

    @Test
    void everyConditionIsUsed() {
        Set<String> used = new TreeSet<>();
        template.section("Conditions").values().forEach(part -> used.addAll(Template.references(part)));
        for (String section : List.of("Globals", "Resources", "Outputs")) {
            template.section(section).values().forEach(part -> {
                used.addAll(Template.references(part));
                at(part, "Condition").ifPresent(condition -> used.add(text(condition)));
            });
        }

        assertThat(used).containsAll(template.section("Conditions").keySet());
    }

    @Test
    void everyAlarmIsDescribedAndDocumented() throws IOException {
        String operations = Files.readString(Checkout.path("docs", "operations.md"));

        assertThat(template.resources("AWS::CloudWatch::Alarm")).hasSize(13).allSatisfy((name, alarm) -> {
            assertThat(text(at(alarm, "Properties", "AlarmDescription").orElseThrow()))
                    .hasSizeGreaterThan(30);
            assertThat(at(alarm, "Properties", "AlarmActions")).isPresent();
            assertThat(operations).contains("`" + name + "`");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Errors", "Throttles"})
    void everyFunctionHasItsOwnAlarmForErrorsAndThrottles(String metric) {
        Set<String> watched = new HashSet<>();
        template.resources("AWS::CloudWatch::Alarm").values().forEach(alarm -> {
            Node properties = at(alarm, "Properties").orElseThrow();
            if (at(properties, "MetricName").map(Template::text).equals(Optional.of(metric))) {
                watched.addAll(Template.references(at(properties, "Dimensions").orElseThrow()));
            }
        });

        assertThat(watched).isEqualTo(template.resources(FUNCTION).keySet());
    }

    @Test
    void everyParameterIsInTheManual() throws IOException {
        String operations = Files.readString(Checkout.path("docs", "operations.md"));

        assertThat(template.section("Parameters").keySet())
                .allSatisfy(name -> assertThat(operations).contains("`" + name + "`"));
    }
}
