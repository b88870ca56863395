console.log(JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")).length);
