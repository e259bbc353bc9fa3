package dev.renditions.deploy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The parsed template: a tree of nodes with CloudFormation's tags ({@code !Ref}) and line numbers. */
public final class Template {
    private static final Pattern SUBSTITUTED = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private final List<String> lines;
    private final MappingNode root;

    private Template(List<String> lines, MappingNode root) {
        this.lines = lines;
        this.root = root;
    }

    public static Template read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(200);
        String text = Files.readString(file);
        return new Template(text.lines().toList(), (MappingNode) new Yaml(options).compose(new StringReader(text)));
    }

    /** The members of a top-level section, by name. */
    Map<String, Node> section(String name) {
        return members(get(root, name).orElseThrow());
    }

    /** The resources of a type, by name. */
    Map<String, Node> resources(String type) {
        Map<String, Node> found = new LinkedHashMap<>();
        section("Resources").forEach((name, resource) -> {
            if (text(get(resource, "Type").orElseThrow()).equals(type)) {
                found.put(name, resource);
            }
        });
        return found;
    }

    /** The node at the end of a path of names; absent if a name is missing. */
    static Optional<Node> at(Node from, String... path) {
        Optional<Node> here = Optional.of(from);
        for (String name : path) {
            here = here.flatMap(node -> get(node, name));
        }
        return here;
    }

    static String text(Node node) {
        return ((ScalarNode) node).getValue();
    }

    static Map<String, Node> members(Node node) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            members.put(text(tuple.getKeyNode()), tuple.getValueNode());
        }
        return members;
    }

    /** The node and all below it. */
    static List<Node> all(Node node) {
        List<Node> all = new ArrayList<>(List.of(node));
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                all.add(tuple.getKeyNode());
                all.addAll(all(tuple.getValueNode()));
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> all.addAll(all(item)));
        }
        return all;
    }

    /** The names that a part refers to: parameters, resources, conditions and pseudo parameters, without attributes. */
    static Set<String> references(Node part) {
        Set<String> names = new TreeSet<>();
        for (Node node : all(part)) {
            String tag = node.getTag().getValue();
            if (node instanceof ScalarNode scalar) {
                if (tag.equals("!Ref") || tag.equals("!GetAtt") || tag.equals("!Condition")) {
                    names.add(scalar.getValue().replaceFirst("\\..*", ""));
                }
                // Also covers the strings within a !Sub with a list.
                Matcher substituted = SUBSTITUTED.matcher(scalar.getValue());
                while (substituted.find()) {
                    names.add(substituted.group(1).replaceFirst("\\..*", ""));
                }
            } else if (node instanceof SequenceNode sequence && tag.equals("!If")) {
                names.add(text(sequence.getValue().get(0)));
            }
        }
        return names;
    }

    /** Whether a comment explains the node, on its line or on the line before. */
    boolean explained(Node node) {
        int line = node.getStartMark().getLine();
        return lines.get(line).contains(" # ")
                || line > 0 && lines.get(line - 1).strip().startsWith("# ");
    }

    /** The line of a node, for messages. */
    String place(Node node) {
        int line = node.getStartMark().getLine();
        return "line " + (line + 1) + ": " + lines.get(line).strip();
    }

    /** The environment variables of a function; its own override the global ones. */
    Map<String, Node> variables(Node function) {
        Map<String, Node> variables =
                new LinkedHashMap<>(members(at(section("Globals").get("Function"), "Environment", "Variables")
                        .orElseThrow()));
        at(function, "Properties", "Environment", "Variables")
                .map(Template::members)
                .ifPresent(variables::putAll);
        return variables;
    }

    /** The options of the JVM of a function. */
    public String javaOptions(String function) {
        return text(variables(section("Resources").get(function)).get("JAVA_TOOL_OPTIONS"));
    }

    /** The default values of the parameters; empty if a parameter has none. */
    Map<String, String> defaults() {
        return section("Parameters").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> get(e.getValue(), "Default").map(Template::text).orElse("")));
    }

    private static Optional<Node> get(Node node, String name) {
        return node instanceof MappingNode ? Optional.ofNullable(members(node).get(name)) : Optional.empty();
    }
}
