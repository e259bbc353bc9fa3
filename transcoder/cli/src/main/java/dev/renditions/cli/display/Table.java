package dev.renditions.cli.display;

import dev.renditions.support.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A table whose columns fit their widest cells. */
public final class Table {
    private Table() {}

    public static void print(List<String> head, List<List<String>> body, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(head);
        body.forEach(row -> rows.add(row.stream().map(SafeText::of).toList()));
        Column[] columns = IntStream.range(0, head.size())
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(1))
                .mapToObj(width -> new Column(width + 2, 0, Overflow.SPAN))
                .toArray(Column[]::new);
        TextTable table = TextTable.forColumns(new ColorScheme.Builder(Ansi.OFF).build(), columns);
        rows.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
        out.print(table);
        out.flush();
    }
}
