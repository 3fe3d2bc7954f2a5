using Heat.Tests.Hosting;
using YamlDotNet.Serialization;

namespace Heat.Tests.RealCloud;

/// <summary>Where the real cloud is that the tests of this folder need, as environment variables tell.</summary>
internal static class RealCloudSettings
{
    /// <summary>The path of a <c>clouds.yaml</c> with a cloud <c>demo</c>.</summary>
    public const string CloudsVariable = "HEAT_REAL_CLOUDS";

    /// <summary>Where the real Heat of that cloud is, such as <c>http://127.0.0.1:8004</c>.</summary>
    public const string ReferenceVariable = "HEAT_REAL_REFERENCE";

    /// <summary>Where this program runs beside that cloud, in the mode OpenStack.</summary>
    public const string OursVariable = "HEAT_REAL_OURS";

    /// <summary>A folder with the templates of openstack/heat-templates; without it only those of this repository are tried.</summary>
    public const string TemplatesVariable = "HEAT_REAL_TEMPLATES";

    /// <summary>The address of an image that the cloud can fetch; image services usually refuse to fetch from their own machine's 127.0.0.1.</summary>
    public const string ImageVariable = "HEAT_REAL_IMAGE";

    public static string? Clouds => Environment.GetEnvironmentVariable(CloudsVariable);

    public static string? Reference => Environment.GetEnvironmentVariable(ReferenceVariable);

    public static string? Ours => Environment.GetEnvironmentVariable(OursVariable);

    public static string? Image => Environment.GetEnvironmentVariable(ImageVariable);

    public static string? PublicTemplates => Environment.GetEnvironmentVariable(TemplatesVariable);

    public static bool AreGiven => Clouds is not null && Reference is not null && Ours is not null;

    /// <summary>How to log in, by the names of <c>clouds.yaml</c>: <c>auth_url</c>, <c>username</c>, …</summary>
    private static Dictionary<string, string> Login()
    {
        var file = new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<CloudsFile>(File.ReadAllText(Clouds!));
        return file.Clouds["demo"].Auth;
    }

    /// <summary>Somebody on the real cloud who talks to a Heat there.</summary>
    /// <param name="user">Null for the one of the file.</param>
    public static Task<ApiClient> LogInAsync(string api, string? user = null)
    {
        var login = Login();
        return ApiClient.LogInAsync(api, new Uri(login["auth_url"]), user ?? login["username"], login["password"], login["project_name"]);
    }

    private sealed class CloudsFile
    {
        [YamlMember(Alias = "clouds")]
        public Dictionary<string, Cloud> Clouds { get; set; } = [];
    }

    private sealed class Cloud
    {
        [YamlMember(Alias = "auth")]
        public Dictionary<string, string> Auth { get; set; } = [];
    }
}
