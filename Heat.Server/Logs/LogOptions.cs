using Heat.Server.Hosting;

namespace Heat.Server.Logs;

/// <summary>How logs are written (section <c>Heat:Logging</c>). What is logged is said in the section <c>Logging</c>.</summary>
internal sealed record LogOptions : ICheckedOptions
{
    public const string Section = "Heat:Logging";

    /// <value>Default: <see cref="LogFormat.Text"/>.</value>
    public LogFormat Format { get; init; } = LogFormat.Text;

    public IEnumerable<string> Problems() => Enum.IsDefined(Format) ? [] : [$"{Section}:{nameof(Format)} is Text or Json."];
}
