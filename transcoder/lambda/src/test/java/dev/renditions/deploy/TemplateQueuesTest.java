package dev.renditions.deploy;

import static dev.renditions.deploy.Template.at;
import static dev.renditions.deploy.Template.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.LambdaSetting;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The queues of template.yaml and the functions that receive from them: receives, redeliveries and dead letters. */
final class TemplateQueuesTest {
    private static final String FUNCTION = "AWS::Serverless::Function";

    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.read(Checkout.path("template.yaml"));
    }

    @Test
    void functionsAndQueuesHaveTheSameMaximumOfReceives() {
        Map<String, Node> queues = template.resources("AWS::SQS::Queue");
        receivers((name, function, event) -> {
            Node source = queues.get(queue(event));
            String ofQueue = valueOrDefault(
                    at(source, "Properties", "RedrivePolicy", "maxReceiveCount").orElseThrow());

            assertThat(valueOrDefault(
                            Objects.requireNonNull(template.variables(function).get("RENDITIONS_MAX_RECEIVES"))))
                    .as(name)
                    .isEqualTo(ofQueue)
                    .isEqualTo(LambdaSetting.MAX_RECEIVES.defaultValue());
        });
    }

    /**
     * A function needs these permissions to schedule a redelivery: it looks up the queue's URL, and changes the
     * timeout.
     */
    @Test
    void functionsMayScheduleRedeliveries() {
        Map<String, Node> roles = template.resources("AWS::IAM::Role");
        receivers((name, function, event) -> {
            String queue = queue(event);
            Node role = roles.get(attributeOf(at(function, "Properties", "Role").orElseThrow()));
            assertThat(Template.all(role).stream()
                            .filter(MappingNode.class::isInstance)
                            .filter(statement -> at(statement, "Action").isPresent())
                            .filter(statement -> at(statement, "Resource")
                                    .map(Template::references)
                                    .orElse(Set.of())
                                    .contains(queue))
                            .flatMap(statement ->
                                    Template.all(at(statement, "Action").orElseThrow()).stream())
                            .filter(ScalarNode.class::isInstance)
                            .map(Template::text))
                    .as(name)
                    .contains("sqs:ChangeMessageVisibility", "sqs:GetQueueUrl");
        });
    }

    @Test
    void queuesOfFunctionsHaveADeadLetterQueue() {
        Map<String, Node> queues = template.resources("AWS::SQS::Queue");
        receivers((name, function, event) -> {
            Node source = queues.get(queue(event));
            String letters = attributeOf(at(source, "Properties", "RedrivePolicy", "deadLetterTargetArn")
                    .orElseThrow());

            assertThat(queues).as(name).containsKey(letters);
            assertThat(at(queues.get(letters), "Properties", "RedrivePolicy")).isEmpty();
            assertThat(Template.references(at(event, "Properties").orElseThrow()))
                    .isNotEmpty();
            assertThat(((SequenceNode) at(event, "Properties", "FunctionResponseTypes")
                                    .orElseThrow())
                            .getValue())
                    .extracting(Template::text)
                    .containsExactly("ReportBatchItemFailures");
            assertThat(number(at(source, "Properties", "VisibilityTimeout").orElseThrow()))
                    .as("a message must not be redelivered while a function works on it")
                    .isGreaterThan(number(at(function, "Properties", "Timeout").orElseThrow()));
        });
    }

    /** Passes on each function that receives messages, with each of its event sources. At least one must exist. */
    private static void receivers(Receiver receiver) {
        int[] found = {0};
        template.resources(FUNCTION)
                .forEach((name, function) -> at(function, "Properties", "Events")
                        .ifPresent(events -> Template.members(events).values().forEach(event -> {
                            found[0]++;
                            receiver.accept(name, function, event);
                        })));
        assertThat(found[0]).as("functions that receive from a queue").isPositive();
    }

    @FunctionalInterface
    private interface Receiver {
        void accept(String name, Node function, Node event);
    }

    /** The name of the queue of an event source. */
    private static String queue(Node event) {
        return attributeOf(at(event, "Properties", "Queue").orElseThrow());
    }

    /** The value of a node, or the default of the parameter that it refers to. */
    private static String valueOrDefault(Node node) {
        return node.getTag().getValue().equals("!Ref") ? template.defaults().get(text(node)) : text(node);
    }

    /** The number of a node, or the maximum of the parameter that it refers to. */
    private static int number(Node node) {
        return Integer.parseInt(
                node.getTag().getValue().equals("!Ref")
                        ? text(at(template.section("Parameters").get(text(node)), "MaxValue")
                                .orElseThrow())
                        : text(node));
    }

    private static String attributeOf(Node node) {
        assertThat(node.getTag().getValue()).isEqualTo("!GetAtt");
        return text(node).replaceFirst("\\..*", "");
    }
}
