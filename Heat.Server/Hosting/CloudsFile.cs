using Heat.Server.LocalCloud;

namespace Heat.Server.Hosting;

/// <summary>The file by which the stock clients find the local cloud: <c>clouds.yaml</c> in the data directory.</summary>
internal static class CloudsFile
{
    public static async Task<string> WriteAsync(string dataDirectory, LocalCloudAddress address, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(Path.Combine(dataDirectory, "clouds.yaml"));
        var text = $"""
            clouds:
              local:
            {Cloud("demo", address)}
              local-admin:
            {Cloud("admin", address)}

            """;
        await File.WriteAllTextAsync(file, text, cancellation);
        // It holds passwords.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static string Cloud(string user, LocalCloudAddress address) => $"""
                auth:
                  auth_url: {address.BaseUrl}/identity/v3
                  username: {user}
                  password: secret
                  project_name: demo
                  user_domain_name: Default
                  project_domain_name: Default
                region_name: RegionOne
                identity_api_version: 3
                volume_api_version: 3
        """;
}
