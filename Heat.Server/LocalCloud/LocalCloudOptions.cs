using System.ComponentModel.DataAnnotations;

namespace Heat.Server.LocalCloud;

/// <summary>Settings of the local cloud (section Heat:LocalCloud).</summary>
public sealed record LocalCloudOptions
{
    public const string Section = "Heat:LocalCloud";

    /// <summary>Where clients reach the local cloud. Left out, the host says so after start through <see cref="LocalCloudAddress"/>.</summary>
    [Url]
    public string? BaseUrl { get; init; }

    /// <value>How long a new server stays in BUILD: 0.25 seconds.</value>
    [Range(0, 3600)]
    public double ServerBuildSeconds { get; init; } = 0.25;

    /// <value>How long a deleted server is still seen: 0.1 seconds.</value>
    [Range(0, 3600)]
    public double ServerDeleteSeconds { get; init; } = 0.1;

    /// <value>How long a server's action (resize, suspend, reboot…) takes: 0.1 seconds.</value>
    [Range(0, 3600)]
    public double ServerActionSeconds { get; init; } = 0.1;

    /// <value>How long a new volume, snapshot or backup stays in creating: 0.1 seconds.</value>
    [Range(0, 3600)]
    public double VolumeCreateSeconds { get; init; } = 0.1;

    /// <value>How long a deleted volume is still seen: 0.1 seconds.</value>
    [Range(0, 3600)]
    public double VolumeDeleteSeconds { get; init; } = 0.1;

    /// <value>How long attaching or detaching takes: 0.05 seconds.</value>
    [Range(0, 3600)]
    public double AttachSeconds { get; init; } = 0.05;

    /// <value>How long a load balancer, a firewall or a tunnel takes to be made or changed: 0.1 seconds.</value>
    [Range(0, 3600)]
    public double NetworkBuildSeconds { get; init; } = 0.1;

    /// <value>How long a token is valid: one hour.</value>
    [Range(1, 86400 * 30)]
    public double TokenSeconds { get; init; } = 3600;

    internal TimeSpan ServerBuild => TimeSpan.FromSeconds(ServerBuildSeconds);

    internal TimeSpan ServerDelete => TimeSpan.FromSeconds(ServerDeleteSeconds);

    internal TimeSpan ServerAction => TimeSpan.FromSeconds(ServerActionSeconds);

    internal TimeSpan VolumeCreate => TimeSpan.FromSeconds(VolumeCreateSeconds);

    internal TimeSpan VolumeDelete => TimeSpan.FromSeconds(VolumeDeleteSeconds);

    internal TimeSpan Attach => TimeSpan.FromSeconds(AttachSeconds);

    internal TimeSpan NetworkBuild => TimeSpan.FromSeconds(NetworkBuildSeconds);

    internal TimeSpan Token => TimeSpan.FromSeconds(TokenSeconds);
}
