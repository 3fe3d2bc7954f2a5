namespace Heat.Server.Hosting;

/// <summary>How much is served (section <c>Heat:Rate</c>). Everything is, unless something is set here.</summary>
internal sealed record RateOptions : ICheckedOptions
{
    public const string Section = "Heat:Rate";

    /// <value>Requests that a project may make in a minute, in each API; 0 for any number. Default: 0.</value>
    public int RequestsPerMinute { get; init; }

    /// <value>Requests that a project may make at once after it was quiet; 0 for those of a minute. Default: 0.</value>
    public int Burst { get; init; }

    /// <value>Requests that are served at the same time, in each API; 0 for any number. Default: 0.</value>
    public int ConcurrentRequests { get; init; }

    public IEnumerable<string> Problems() => ((string Name, int Number)[])[(nameof(RequestsPerMinute), RequestsPerMinute), (nameof(Burst), Burst), (nameof(ConcurrentRequests), ConcurrentRequests)] is var all
        ? all.Where(each => each.Number < 0).Select(each => $"{Section}:{each.Name} can't be negative.")
        : [];
}
