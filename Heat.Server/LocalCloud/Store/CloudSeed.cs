using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.BlockStorage;
using Heat.Server.LocalCloud.Compute;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Image;
using Heat.Server.LocalCloud.Network;

namespace Heat.Server.LocalCloud.Store;

/// <summary>What a new cloud has: users, flavors, an image and networks, much like a fresh devstack.</summary>
internal sealed class CloudSeed(LocalCloudState state, TokenBook tokens, NetworksApi networks, SubnetsApi subnets, RoutersApi routers, SecurityGroupsApi securityGroups)
{
    private const string Region = "RegionOne";

    private static readonly (string Type, string Name, string Url)[] s_services =
    [
        ("identity", "keystone", "$(cloud)s/identity"),
        ("compute", "nova", "$(cloud)s/compute/v2.1"),
        ("network", "neutron", "$(cloud)s/network"),
        ("load-balancer", "octavia", "$(cloud)s/load-balancer"),
        ("volumev3", "cinderv3", "$(cloud)s/volume/v3/$(project_id)s"),
        ("block-storage", "cinder", "$(cloud)s/volume/v3/$(project_id)s"),
        ("image", "glance", "$(cloud)s/image"),
        ("object-store", "swift", "$(cloud)s/object-store/v1/AUTH_$(project_id)s"),
        ("messaging", "zaqar", "$(cloud)s/messaging"),
        ("orchestration", "heat", "$(orchestration)s/v1/$(project_id)s"),
        ("cloudformation", "heat-cfn", "$(cloudformation)s/v1"),
    ];

    private static readonly (string Id, string Name, int Ram, int Vcpus, int Disk)[] s_flavors =
    [
        ("1", "m1.tiny", 512, 1, 1), ("2", "m1.small", 2048, 1, 20), ("3", "m1.medium", 4096, 2, 40), ("4", "m1.large", 8192, 4, 80),
        ("5", "m1.xlarge", 16384, 8, 160), ("42", "m1.nano", 128, 1, 1), ("84", "m1.micro", 192, 1, 1),
    ];

    private IdentityTables Identity => state.Identity;

    public bool Plant(CloudTransaction transaction)
    {
        var demo = PlantIdentity(transaction);
        Add(Identity.Regions, new Region { Id = Region, Description = "", CreatedAt = transaction.Now }, transaction);
        PlantServices(transaction);
        PlantCompute(transaction, demo);
        PlantVolumeTypes(transaction);
        PlantImage(transaction);
        PlantNetworks(transaction, demo);
        return true;
    }

    private (User User, Project Project) PlantIdentity(CloudTransaction transaction)
    {
        Add(Identity.Domains, new Domain { Id = "default", Name = "Default", Description = "The default domain", CreatedAt = transaction.Now }, transaction);
        var heat = Add(Identity.Domains, new Domain { Id = NewId(), Name = "heat", Description = "Users and projects of stacks", CreatedAt = transaction.Now }, transaction);
        var roles = new[] { "admin", "member", "reader", "service", "heat_stack_owner", "heat_stack_user" }
            .ToDictionary(name => name, name => Add(Identity.Roles, new Role { Id = NewId(), Name = name, CreatedAt = transaction.Now }, transaction));
        var projects = new[] { "admin", "demo", "alt_demo", "service" }
            .ToDictionary(name => name, name => Add(Identity.Projects, new Project { Id = NewId(), Name = name, ParentId = "default", Description = "", CreatedAt = transaction.Now }, transaction));
        var admin = AddUser("admin", "secret", "default", transaction);
        var demo = AddUser("demo", "secret", "default", transaction);
        var other = AddUser("alt_demo", "secret", "default", transaction);
        var service = AddUser("heat", Secret(LocalCloudIdentity.ServicePasswordId, transaction), "default", transaction);
        var keeper = AddUser("heat_domain_admin", Secret(LocalCloudIdentity.DomainAdminPasswordId, transaction), heat.Id, transaction);
        (User User, string Kind, string Target, string Role)[] grants =
        [
            (admin, "project", projects["admin"].Id, "admin"), (admin, "project", projects["demo"].Id, "admin"), (admin, "domain", "default", "admin"), (admin, "system", "system", "admin"),
            (demo, "project", projects["demo"].Id, "member"), (demo, "project", projects["demo"].Id, "heat_stack_owner"),
            (other, "project", projects["alt_demo"].Id, "member"), (other, "project", projects["alt_demo"].Id, "heat_stack_owner"),
            (service, "project", projects["service"].Id, "admin"), (service, "project", projects["service"].Id, "service"), (keeper, "domain", heat.Id, "admin"),
        ];
        foreach (var grant in grants) RoleAssignmentsApi.Put(transaction, Identity, "user", grant.User.Id, grant.Kind, grant.Target, roles[grant.Role].Id);
        return (demo, projects["demo"]);
    }

    private User AddUser(string name, string password, string domain, CloudTransaction transaction) =>
        Add(Identity.Users, new User { Id = NewId(), Name = name, DomainId = domain, PasswordHash = Passwords.Hash(password), CreatedAt = transaction.Now }, transaction);

    private string Secret(string id, CloudTransaction transaction) =>
        Add(Identity.Secrets, new CloudSecret { Id = id, Value = RandomNumberGenerator.GetHexString(32, lowercase: true), CreatedAt = transaction.Now }, transaction).Value;

    /// <summary>Lists the services that the catalogue lacks: all of them in a new cloud, those that have come with a later version in one from before.</summary>
    public bool PlantServices(CloudTransaction transaction)
    {
        var known = Identity.Services.All.Select(service => service.Type).ToHashSet();
        foreach (var (type, name, url) in s_services.Where(service => !known.Contains(service.Type)))
        {
            var service = Add(Identity.Services, new CatalogService { Id = NewId(), Type = type, Name = name, CreatedAt = transaction.Now }, transaction);
            foreach (var side in new[] { "public", "internal", "admin" })
                Add(Identity.Endpoints, new Identity.Endpoint { Id = NewId(), ServiceId = service.Id, Interface = side, RegionId = Region, Url = url, CreatedAt = transaction.Now }, transaction);
        }

        return true;
    }

    private void PlantCompute(CloudTransaction transaction, (User User, Project Project) demo)
    {
        foreach (var (id, name, ram, vcpus, disk) in s_flavors)
            Add(state.Compute.Flavors, new Flavor { Id = id, Name = name, Ram = ram, Vcpus = vcpus, Disk = disk, CreatedAt = transaction.Now }, transaction);
        var (publicKey, _) = SshKeys.New(demo.User.Name!);
        Add(state.Compute.KeyPairs, new KeyPair { Id = KeyPair.IdOf(demo.User.Id, "demo-key"), Name = "demo-key", UserId = demo.User.Id, PublicKey = publicKey, Fingerprint = SshKeys.Fingerprint(publicKey), CreatedAt = transaction.Now }, transaction);
    }

    private void PlantVolumeTypes(CloudTransaction transaction)
    {
        Add(state.Volumes.Types, new VolumeType { Id = Guid.NewGuid().ToString(), Name = "standard", Description = "Default volume type", CreatedAt = transaction.Now }, transaction);
        Add(state.Volumes.Types, new VolumeType { Id = Guid.NewGuid().ToString(), Name = "fast", Description = "Faster volumes", CreatedAt = transaction.Now.AddTicks(1) }, transaction);
    }

    private void PlantImage(CloudTransaction transaction)
    {
        var image = new DiskImage
        {
            Id = Guid.NewGuid().ToString(),
            Owner = Identity.ProjectsByName.First("admin")!.Id,
            Name = "cirros",
            Visibility = "public",
            DiskFormat = "qcow2",
            ContainerFormat = "bare",
            CreatedAt = transaction.Now,
            UpdatedAt = transaction.Now,
        };
        ImageContent.Put(state.Images, image, Encoding.ASCII.GetBytes("QFI\u007f a small image for a local cloud"), transaction);
    }

    private void PlantNetworks(CloudTransaction transaction, (User User, Project Project) demo)
    {
        // The administrator's own doors make them, so that seeds obey the same rules as everybody.
        var admin = Identity.UsersByName.First("admin")!;
        var token = new Token { Id = "", UserId = admin.Id, ProjectId = demo.Project.Id, ExpiresAt = DateTimeOffset.MaxValue, Methods = [], AuditIds = [] };
        var caller = new Caller(token, admin, demo.Project, tokens.RolesOf(token));
        securityGroups.EnsureDefault(demo.Project.Id, transaction);
        var service = Identity.ProjectsByName.First("service")!.Id;
        var outside = networks.CreateOne(new JsonObject { ["name"] = "public", ["router:external"] = true, ["is_default"] = true, ["project_id"] = service }, caller, transaction);
        subnets.CreateOne(new JsonObject { ["name"] = "public-subnet", ["network_id"] = outside.Id, ["cidr"] = "172.24.4.0/22", ["ip_version"] = 4, ["enable_dhcp"] = false, ["project_id"] = service }, caller, transaction);
        var inside = networks.CreateOne(new JsonObject { ["name"] = "private" }, caller, transaction);
        var subnet = subnets.CreateOne(new JsonObject { ["name"] = "private-subnet", ["network_id"] = inside.Id, ["cidr"] = "10.0.0.0/20", ["ip_version"] = 4 }, caller, transaction);
        var router = routers.CreateOne(new JsonObject { ["name"] = "router1", ["external_gateway_info"] = new JsonObject { ["network_id"] = outside.Id } }, caller, transaction);
        routers.AddSubnet(router, subnet.Id, caller, transaction);
    }

    private static T Add<T>(CloudTable<T> table, T item, CloudTransaction transaction) where T : class, ICloudObject => transaction.Put(table, item);

    private static string NewId() => Guid.NewGuid().ToString("N");
}
