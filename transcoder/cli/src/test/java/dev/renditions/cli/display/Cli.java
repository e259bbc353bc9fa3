package dev.renditions.cli.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.cli.Renditions;
import dev.renditions.config.Setting;
import dev.renditions.testing.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line in this process, with an otherwise empty environment. */
public final class Cli {
    /** The cache of the unpacked ffmpeg, shared by all tests. */
    public static final Path CACHE = Checkout.target("test-cache");

    private final Map<String, String> environment = new HashMap<>();

    public Cli(Path folder) {
        environment.put("RENDITIONS_CACHE_DIR", CACHE.toString());
        environment.put("RENDITIONS_WORK_DIR", folder.resolve("work").toString());
        environment.put("RENDITIONS_STORE", "file:" + folder.resolve("store"));
    }

    public Cli with(Setting setting, String value) {
        environment.put(setting.variable(), value);
        return this;
    }

    public Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
        int code = Renditions.commandLine(terminal, environment).execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    public record Ran(int code, String out, String err) {
        /** The objects that {@code --json} wrote. */
        public List<JsonNode> json() {
            ObjectMapper json = new ObjectMapper();
            return out.lines()
                    .map(line -> {
                        try {
                            return json.readTree(line);
                        } catch (JsonProcessingException e) {
                            throw new AssertionError("not JSON: " + line, e);
                        }
                    })
                    .toList();
        }

        /** The outcomes of all renditions, in the order they were written. */
        public List<String> outcomes() {
            return json().stream().map(n -> n.path("outcome").asText()).toList();
        }
    }
}
