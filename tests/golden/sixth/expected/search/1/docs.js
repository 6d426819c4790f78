gradeline_search("1/docs","aaa65506",[
["reports/lowmarsh/2021-03-04/","Lowmarsh, Ward check, 4 March 2021","Report"],
["reports/highmoor/2022-12-02/","Highmoor, Ward check, 2 December 2022","Report"]
]);
