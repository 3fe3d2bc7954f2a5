namespace Heat.Server.Hosting;

/// <summary>What clients may ask of the server's connections (section <c>Heat:Server</c>).</summary>
internal sealed record ServerOptions : ICheckedOptions
{
    public const string Section = "Heat:Server";

    /// <value>The size of all headers of a request, in bytes. Default: 65536.</value>
    public int MaxHeaderSize { get; init; } = 65536;

    /// <value>The size of the line with method and address, in bytes. Default: 16384, as <c>max_header_line</c>.</value>
    public int MaxRequestLineSize { get; init; } = 16384;

    /// <value>How long a client may take to send its headers, in seconds. Default: 30.</value>
    public double HeaderTimeoutSeconds { get; init; } = 30;

    /// <value>How long a connection stays open without a request, in seconds. Default: 130.</value>
    public double KeepAliveSeconds { get; init; } = 130;

    /// <value>How many connections may be open; 0 for any number. Default: 0.</value>
    public int MaxConnections { get; init; }

    /// <value>How long a request may take before it is given up, in seconds; 0 for any time. Streams of events are free. Default: 0.</value>
    public double RequestTimeoutSeconds { get; init; }

    public IEnumerable<string> Problems()
    {
        if (MaxRequestLineSize < 1024)
            yield return $"{Section}:{nameof(MaxRequestLineSize)} is to be 1024 at least.";
        if (MaxHeaderSize < 4096)
            yield return $"{Section}:{nameof(MaxHeaderSize)} is to be 4096 at least.";
        foreach (var (name, seconds) in ((string, double)[])[(nameof(HeaderTimeoutSeconds), HeaderTimeoutSeconds), (nameof(KeepAliveSeconds), KeepAliveSeconds)])
            if (seconds is not (> 0 and <= 86400))
                yield return $"{Section}:{name} is to be more than 0 and at most 86400 seconds.";
        if (RequestTimeoutSeconds is not (>= 0 and <= 86400))
            yield return $"{Section}:{nameof(RequestTimeoutSeconds)} is to be 0 to 86400 seconds.";
        if (MaxConnections < 0)
            yield return $"{Section}:{nameof(MaxConnections)} can't be negative.";
    }
}
