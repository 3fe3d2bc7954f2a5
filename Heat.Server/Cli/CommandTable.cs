namespace Heat.Server.Cli;

/// <summary>Two columns of text, the first as wide as it has to be.</summary>
internal static class CommandTable
{
    public static void Write(TextWriter output, IEnumerable<(string Name, string Description)> rows)
    {
        var all = rows.ToList();
        var width = all.Max(row => row.Name.Length);
        foreach (var (name, description) in all)
            output.WriteLine($"{name.PadRight(width)}  {description}".TrimEnd());
    }
}
