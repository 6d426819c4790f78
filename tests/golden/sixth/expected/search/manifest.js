gradeline_search("manifest","",[
["eaa51e28","=highmoor"],
["aaa65506","2"]
]);
