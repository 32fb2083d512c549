using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AlmCompliance.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class IdentityAndKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BootAt",
                table: "Hosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BootWentBackAt",
                table: "Hosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerAddresses",
                table: "Hosts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerName",
                table: "Hosts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FormerSeenAt",
                table: "Hosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "IdentityDoubtedAt",
                table: "Hosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "IdentitySettledAt",
                table: "Hosts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "IdentitySign",
                table: "Hosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "IdentityWords",
                table: "Hosts",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "IsOneMachine",
                table: "Hosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "NextKeyAt",
                table: "AgentKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "NextKeyHash",
                table: "AgentKeys",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "RecentFiles",
                table: "AgentKeys",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.CreateIndex(
                name: "IX_AgentKeys_NextKeyHash",
                table: "AgentKeys",
                column: "NextKeyHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AgentKeys_NextKeyHash",
                table: "AgentKeys");

            migrationBuilder.DropColumn(
                name: "BootAt",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "BootWentBackAt",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "FormerAddresses",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "FormerName",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "FormerSeenAt",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "IdentityDoubtedAt",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "IdentitySettledAt",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "IdentitySign",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "IdentityWords",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "IsOneMachine",
                table: "Hosts");

            migrationBuilder.DropColumn(
                name: "NextKeyAt",
                table: "AgentKeys");

            migrationBuilder.DropColumn(
                name: "NextKeyHash",
                table: "AgentKeys");

            migrationBuilder.DropColumn(
                name: "RecentFiles",
                table: "AgentKeys");
        }
    }
}
