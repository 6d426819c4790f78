gradeline_search("0/docs","eaa51e28",[
["authorities/highmoor/","Highmoor","Authority"],
["authorities/lowmarsh/","Lowmarsh","Authority"],
["regions/the-fens/","The Fens","Region"],
["regions/the-moors/","The Moors","Region"],
["areas/wards/","Wards","Area"],
["areas/kitchens/","Kitchens","Area"],
["frameworks/wardcheck/","Ward check","Framework"]
]);
