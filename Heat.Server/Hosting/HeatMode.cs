namespace Heat.Server.Hosting;

/// <summary>Whose cloud is orchestrated.</summary>
public enum HeatMode
{
    /// <summary>The local cloud, which comes along in the same process.</summary>
    Local,

    /// <summary>A real one: a Keystone and whatever its catalogue lists.</summary>
    OpenStack,
}
