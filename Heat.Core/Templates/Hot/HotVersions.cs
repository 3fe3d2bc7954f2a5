namespace Heat.Core.Templates.Hot;

/// <summary>The versions of the Heat Orchestration Template language, by the release that brought each.</summary>
internal static class HotVersions
{
    public const string Dialect = "hot";

    public const string Icehouse = "2013-05-23";
    public const string Juno = "2014-10-16";
    public const string Kilo = "2015-04-30";
    public const string Liberty = "2015-10-15";
    public const string Mitaka = "2016-04-08";
    public const string Newton = "2016-10-14";
    public const string Ocata = "2017-02-24";
    public const string Pike = "2017-09-01";
    public const string Queens = "2018-03-02";
    public const string Rocky = "2018-08-31";
    public const string Wallaby = "2021-04-16";

    public static IReadOnlyList<TemplateVersion> All { get; } =
    [
        Version(Icehouse), Version(Juno), Version(Kilo), Version(Liberty), Version(Mitaka),
        Version(Newton, "newton"), Version(Ocata, "ocata"), Version(Pike, "pike"), Version(Queens, "queens"), Version(Rocky, "rocky"), Version(Wallaby, "wallaby"),
    ];

    private static TemplateVersion Version(string date, string? alias = null) => new() { Key = "heat_template_version", Date = date, Alias = alias, Dialect = Dialect };
}
