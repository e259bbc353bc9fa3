package dev.renditions.deploy;

import static dev.renditions.deploy.Template.at;
import static dev.renditions.deploy.Template.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.lambda.queue.EventSourceNames;
import dev.renditions.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The network of template.yaml: what an attacker who runs code in a function can reach. */
final class TemplateNetworkTest {
    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.read(Checkout.path("template.yaml"));
    }

    private static Node resource(String name) {
        return template.section("Resources").get(name);
    }

    /** The policy statement of an endpoint in the stack's own VPC, and that in an existing VPC. */
    private static List<Node> statements(String endpoint) {
        SequenceNode statement = (SequenceNode) at(resource(endpoint), "Properties", "PolicyDocument", "Statement")
                .orElseThrow();
        SequenceNode choice = (SequenceNode) statement.getValue().get(0);
        assertThat(statement.getValue()).hasSize(1);
        assertThat(choice.getTag().getValue()).isEqualTo("!If");
        assertThat(text(choice.getValue().get(0))).isEqualTo("NewVpc");
        return choice.getValue().subList(1, 3);
    }

    private static List<String> scalars(Node node) {
        return Template.all(node).stream()
                .filter(ScalarNode.class::isInstance)
                .map(Template::text)
                .toList();
    }

    @Test
    void everyEndpointAllowsOnlyPrincipalsOfThisAccount() {
        Map<String, Node> endpoints = template.resources("AWS::EC2::VPCEndpoint");
        assertThat(endpoints).containsOnlyKeys("S3Endpoint", "SqsEndpoint", "EventsEndpoint");
        endpoints
                .keySet()
                .forEach(name -> assertThat(statements(name)).as(name).allSatisfy(statement -> {
                    Node account = at(statement, "Condition", "StringEquals", "aws:PrincipalAccount")
                            .orElseThrow();
                    assertThat(text(at(statement, "Effect").orElseThrow())).isEqualTo("Allow");
                    assertThat(account.getTag().getValue()).isEqualTo("!Ref");
                    assertThat(text(account)).isEqualTo("AWS::AccountId");
                }));
    }

    @Test
    void endpointsInTheStacksVpcReachOnlyTheStacksResources() {
        Node s3 = at(statements("S3Endpoint").get(0), "Resource").orElseThrow();
        assertThat(Template.references(s3))
                .containsExactlyInAnyOrder(
                        "UploadsBucket",
                        "RenditionsBucket",
                        "Backfills",
                        "BackfillBucket",
                        "AWS::Partition",
                        "AWS::NoValue");
        Node sqs = statements("SqsEndpoint").get(0);
        assertThat(scalars(at(sqs, "Action").orElseThrow()))
                .containsExactlyInAnyOrder("sqs:SendMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl");
        assertThat(scalars(at(sqs, "Resource").orElseThrow()))
                .containsExactlyInAnyOrder(
                        "UploadsQueue.Arn", "UploadsDeadLetters.Arn", "RemovalsQueue.Arn", "RemovalsDeadLetters.Arn");
        Node events = statements("EventsEndpoint").get(0);
        assertThat(scalars(at(events, "Action").orElseThrow())).containsExactly("events:PutEvents");
        assertThat(text(at(events, "Resource").orElseThrow()))
                .endsWith(":events:${AWS::Region}:${AWS::AccountId}:event-bus/${EventBusName}");
    }

    /** The S3 endpoint has no such condition: many buckets that all workloads need belong to AWS. */
    @Test
    void endpointsInAnExistingVpcReachOnlyQueuesAndBusesOfThisAccount() {
        for (String name : List.of("SqsEndpoint", "EventsEndpoint")) {
            assertThat(text(at(statements(name).get(1), "Condition", "StringEquals", "aws:ResourceAccount")
                            .orElseThrow()))
                    .isEqualTo("AWS::AccountId");
        }
    }

    @Test
    void everyQueueThatAFunctionSendsToIsReachable() {
        List<String> sent = new ArrayList<>();
        template.resources("AWS::IAM::Role")
                .values()
                .forEach(role -> Template.all(role).stream()
                        .filter(MappingNode.class::isInstance)
                        .filter(statement -> at(statement, "Action")
                                .filter(action -> scalars(action).contains("sqs:SendMessage"))
                                .isPresent())
                        .forEach(statement ->
                                sent.addAll(scalars(at(statement, "Resource").orElseThrow()))));
        assertThat(scalars(at(statements("SqsEndpoint").get(0), "Resource").orElseThrow()))
                .containsAll(sent);
        assertThat(sent).hasSizeGreaterThanOrEqualTo(3);
    }

    /** Rules on the default bus trust events that claim to come from AWS. */
    @Test
    void functionsMayPublishOnlyTheirOwnEvents() {
        List<Node> puts = template.resources("AWS::IAM::Role").values().stream()
                .flatMap(role -> Template.all(role).stream())
                .filter(MappingNode.class::isInstance)
                .filter(statement -> at(statement, "Action")
                        .filter(action -> scalars(action).contains("events:PutEvents"))
                        .isPresent())
                .toList();
        assertThat(puts).hasSizeGreaterThanOrEqualTo(2).allSatisfy(statement -> {
            Node ours = at(statement, "Condition", "ForAllValues:StringEquals").orElseThrow();
            assertThat(scalars(at(ours, "events:source").orElseThrow())).containsExactly(EventSourceNames.SOURCE);
            assertThat(scalars(at(ours, "events:detail-type").orElseThrow()))
                    .containsExactlyInAnyOrderElementsOf(EventSourceNames.TYPES);
            assertThat(text(at(statement, "Condition", "Null", "events:source").orElseThrow()))
                    .isEqualTo("false");
        });
    }

    /** The address that functions use and the one that triggers a new version must not differ. */
    @Test
    void addressOfTheIndexIsStatedOnce() throws IOException {
        assertThat(Files.readString(Checkout.path("template.yaml")))
                .containsOnlyOnce("${CacheCluster.ConfigurationEndpoint.Address}");
    }

    @Test
    void onlyItsClientsReachTheIndex() {
        List<Node> rules = Stream.concat(
                        template.resources("AWS::EC2::SecurityGroupIngress").values().stream()
                                .map(rule -> at(rule, "Properties").orElseThrow()),
                        template.resources("AWS::EC2::SecurityGroup").values().stream()
                                .flatMap(group -> at(group, "Properties", "SecurityGroupIngress").stream())
                                .flatMap(list -> ((SequenceNode) list).getValue().stream()))
                .toList();
        assertThat(rules.stream()
                        .filter(rule -> text(at(rule, "FromPort").orElseThrow()).equals("11211")))
                .singleElement()
                .satisfies(rule -> assertThat(
                                text(at(rule, "SourceSecurityGroupId").orElseThrow()))
                        .isEqualTo("IndexClientsGroup"));
        Node functions = at(resource("FunctionsGroup"), "Properties", "SecurityGroupEgress")
                .orElseThrow();
        assertThat(scalars(functions)).doesNotContain("11211");
    }

    @Test
    void cacheNodesUseTlsByDefault() {
        assertThat(template.defaults()).containsEntry("CacheEncryption", "true");
        SequenceNode choice = (SequenceNode) at(resource("CacheCluster"), "Properties", "TransitEncryptionEnabled")
                .orElseThrow();
        assertThat(choice.getValue()).extracting(Template::text).containsExactly("EncryptsNodes", "true", "false");
        Node index = template.variables(resource("UploadFunction")).get("RENDITIONS_INDEX");
        assertThat(scalars(index)).contains("tls+discover", "discover");
    }

    /** A resolver that answers every name leaks data in names, whatever the routes allow. */
    @Test
    void onlyNamesOfAwsAreResolvedInTheStacksVpc() {
        List<Node> rules = ((SequenceNode) at(resource("DnsFirewall"), "Properties", "FirewallRules")
                        .orElseThrow())
                .getValue();
        assertThat(rules).hasSize(2);
        assertThat(scalars(rules.get(0))).contains("ALLOW", "DnsAllowed");
        assertThat(scalars(rules.get(1))).contains("BLOCK", "DnsRest");
        assertThat(scalars(at(resource("DnsAllowed"), "Properties", "Domains").orElseThrow()))
                .containsExactly("*.${AWS::URLSuffix}");
        assertThat(scalars(at(resource("DnsRest"), "Properties", "Domains").orElseThrow()))
                .containsExactly("*");
        assertThat(text(at(resource("DnsFirewallInVpc"), "Properties", "VpcId").orElseThrow()))
                .isEqualTo("Vpc");
    }
}
