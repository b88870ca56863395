console.log(JSON.parse(require("fs").readFileSync("document.json", "utf8")).length);
